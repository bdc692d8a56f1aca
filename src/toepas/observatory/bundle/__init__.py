"""Downloads of a view: every file by itself, or all of them in one zip. The same view gives the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.bundle.about import notes, write_metadata
from toepas.observatory.bundle.citation import cite_bibtex, cite_datacite, cite_text
from toepas.observatory.bundle.jsonstat import write_jsonstat
from toepas.observatory.bundle.readme import write_readme
from toepas.observatory.bundle.rows import write_csv, write_sdmx_csv
from toepas.observatory.bundle.workbook import write_xlsx
from toepas.observatory.charts import Chart, chart
from toepas.observatory.model import VALUE, Slice
from toepas.paper.drawing.paint import Style

CSV, XLSX, JSONSTAT, SDMX, METADATA = "csv", "xlsx", "jsonstat", "sdmx", "metadata"
SVG, PNG, SPEC, TEXT, BIBTEX, DATACITE, README, ZIP = (
    "svg",
    "png",
    "spec",
    "text",
    "bibtex",
    "datacite",
    "readme",
    "zip",
)
MEDIA = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSONSTAT: "application/json",
    SDMX: "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
    METADATA: "application/json",
    SVG: "image/svg+xml",
    PNG: "image/png",
    SPEC: "application/json",
    TEXT: "text/plain; charset=utf-8",
    BIBTEX: "application/x-bibtex; charset=utf-8",
    DATACITE: "application/vnd.datacite.datacite+json",
    README: "text/plain; charset=utf-8",
    ZIP: "application/zip",
}
"""Every kind of download with its media type."""
NAMES = {
    CSV: "{id}.csv", XLSX: "{id}.xlsx", JSONSTAT: "{id}.jsonstat.json", SDMX: "{id}.sdmx.csv", METADATA: "metadata.json",
    SVG: "{id}.svg", PNG: "{id}.png", SPEC: "{id}.vl.json", TEXT: "citation.txt", BIBTEX: "citation.bib",
    DATACITE: "citation.datacite.json", README: "README.txt", ZIP: "{id}.zip",
}  # fmt: skip
PICTURES = (SVG, PNG, SPEC)


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its name, what it holds, and its media type."""

    name: str
    content: bytes
    media: str


def download(
    found: Slice, kind: str, words: Words, *, form: str = "", style: Style | None = None, address: str = ""
) -> Download:
    """One file of a view, or all in a zip. ``address`` is where the view can be seen, for citations; its permalink without one.

    Raises Problem for a kind that is not known, and for a picture of figures that cannot be drawn.
    """
    if kind not in MEDIA:
        raise Problem(words.t("There is no download '{kind}'.", kind=kind), expected=", ".join(MEDIA))
    if kind == ZIP:
        return _file(found, ZIP, _zip(found, words, form, style, address))
    if kind in PICTURES:
        return _file(found, kind, _picture(chart(found, words, form, style), kind))
    return _file(found, kind, _writers(found, words, address, drawn=_drawable(found))[kind]())


def _file(found: Slice, kind: str, content: bytes) -> Download:
    return Download(NAMES[kind].format(id=found.indicator.id), content, MEDIA[kind])


def _writers(found: Slice, words: Words, address: str, *, drawn: bool) -> dict[str, Callable[[], bytes]]:
    about = notes(found, address, words)
    return {
        CSV: lambda: write_csv(found, words),
        XLSX: lambda: write_xlsx(found, about, words),
        JSONSTAT: lambda: write_jsonstat(found, [f"{what}: {said}" for what, said in about], address, words),
        SDMX: lambda: write_sdmx_csv(found),
        METADATA: lambda: write_metadata(found, address, words),
        TEXT: lambda: f"{cite_text(found, address, words)}\n".encode(),
        BIBTEX: lambda: cite_bibtex(found, address, words).encode(),
        DATACITE: lambda: cite_datacite(found, address, words).encode(),
        README: lambda: write_readme(found, about, cite_text(found, address, words), words, drawn=drawn).encode(),
    }


def _drawable(found: Slice) -> bool:
    return found.frame[VALUE].drop_nulls().len() > 0


def _picture(drawn: Chart, kind: str) -> bytes:
    if kind == SPEC:
        return (json.dumps(drawn.spec, ensure_ascii=False, indent=1) + "\n").encode()
    return drawn.svg() if kind == SVG else drawn.png()


def _zip(found: Slice, words: Words, form: str, style: Style | None, address: str) -> bytes:
    files = [
        _file(found, kind, write()) for kind, write in _writers(found, words, address, drawn=_drawable(found)).items()
    ]
    if _drawable(found):
        drawn = chart(found, words, form, style)
        files += [_file(found, kind, _picture(drawn, kind)) for kind in PICTURES]
    buffer = io.BytesIO()
    made = found.vintage.updated
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(files, key=lambda file: file.name):
            about = zipfile.ZipInfo(f"{found.indicator.id}/{file.name}", (made.year, made.month, made.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_STORED if file.name.endswith((".png", ".xlsx")) else zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, file.content)
    return buffer.getvalue()
