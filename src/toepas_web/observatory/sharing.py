"""How a view is taken along: links, code to set it in elsewhere, citation, downloads; and its description for search engines."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.urls import reverse

from toepas import observatory
from toepas.kernel import Words
from toepas.observatory import (
    GEO,
    TIME,
    Slice,
    dataset_title,
    download,
    place_name,
    text,
)
from toepas_web.observatory import asked

FILES = ("zip", "csv", "xlsx", "jsonstat", "sdmx", "metadata", "svg", "png", "spec", "bibtex", "datacite")
HEIGHT = 640
"""Of the frame that others set in, in pixels; it scrolls where a chart is higher."""


@dataclass(frozen=True, slots=True)
class Share:
    """Everything that is offered below a view."""

    newest: str
    bound: str
    frame: str
    image: str
    citation: str
    files: tuple[tuple[str, str, str], ...]


def share(found: Slice, form: str, said: Words) -> Share:
    """What is offered for a view in a form of chart."""
    bound = replace(found.view, vintage=found.vintage.id)
    link = observatory.permalink(bound, said, form)
    exact = settings.URL + asked.address(bound, said, form)
    title = text("title", found.indicator.title, said).replace('"', "&quot;")
    frame = settings.URL + reverse("observatory-embed", args=[observatory.permalink(found.view, said, form)])
    picture = settings.URL + reverse("observatory-chart", args=[observatory.permalink(found.view, said, form), "svg"])
    return Share(
        settings.URL + asked.address(replace(found.view, vintage=""), said, form),
        exact,
        f'<iframe src="{_attribute(frame)}" title="{title}" width="100%" height="{HEIGHT}" loading="lazy" style="border:0"></iframe>',
        f'<img src="{_attribute(picture)}" alt="{title}">',
        download(found, "text", said, address=exact).content.decode().strip(),
        tuple((kind, label, reverse("observatory-download", args=[link, kind])) for kind, label in _files(said)),
    )


def _attribute(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;")


def _files(said: Words) -> list[tuple[str, str]]:
    names = {
        "zip": said.t("Everything in one file (ZIP)"),
        "csv": "CSV",
        "xlsx": said.t("Excel"),
        "jsonstat": "JSON-stat",
        "sdmx": "SDMX-CSV",
        "metadata": said.t("Description (JSON)"),
        "svg": said.t("Chart as SVG"),
        "png": said.t("Chart as PNG"),
        "spec": said.t("Chart as Vega-Lite"),
        "bibtex": said.t("Citation for BibTeX"),
        "datacite": said.t("Citation as DataCite"),
    }
    return [(kind, names[kind]) for kind in FILES]


def described(found: Slice, data: dict[str, Any], said: Words) -> str:
    """The data set as schema.org describes one, in JSON-LD that is safe inside a page."""
    indicator, dataset, vintage = found.indicator, found.dataset, found.vintage
    whole = replace(found.view, geo=(), time=(), codes={}, vintage="")
    page = settings.URL + reverse("observatory-indicator", args=[indicator.id])
    link = observatory.permalink(whole, said)
    times = sorted({row[0] for row in found.frame.select(TIME).iter_rows()})
    places = sorted({row[0] for row in found.frame.select(GEO).iter_rows()}) if GEO in found.frame.columns else []
    files = (
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("jsonstat", "application/json"),
    )
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": data["title"],
        "description": f"{data['definition']} {' '.join(data['caveats'])}".strip(),
        "url": page,
        "inLanguage": said.lang,
        "creator": {"@type": "Organization", "name": data["source"]["office"]},
        "publisher": {"@type": "Organization", "name": "Toepas", "url": settings.URL},
        "license": dataset.licence,
        "identifier": f"https://doi.org/{dataset.doi}" if dataset.doi else page,
        "version": vintage.id,
        "dateModified": vintage.updated.date().isoformat(),
        "isAccessibleForFree": True,
        "variableMeasured": {"@type": "PropertyValue", "name": data["title"], "unitText": data["unit"]},
        "measurementTechnique": dataset_title(dataset.id, said),
        "spatialCoverage": [place_name(code, said) for code in places],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": settings.URL + reverse("observatory-download", args=[link, name]),
            }
            for name, kind in files
        ],
    }
    if dataset.url:
        made["isBasedOn"] = dataset.url
    if times:
        made["temporalCoverage"] = f"{times[0]}/{times[-1]}" if times[0] != times[-1] else times[0]
    return json.dumps(made, ensure_ascii=False).replace("<", "\\u003c")
