"""A small made-up act in both formats of the Publications Office, and where the real files lie when they are here.

The act is ours: what counts is its structure, taken from the real files (deleted passages between processing
instructions, superscripts, footnotes, quotation marks by code, dash lists, numbers without brackets, a table).
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.repository.project import ROOT

LAW = ROOT.parent / "shared" / "law"
needs_real_files = pytest.mark.skipif(
    not LAW.exists(), reason="the real files lie beside the project (../shared/law) and are not here"
)

INSERTED = '<?CLG.MDFO ID="O2" IDREF="C2" ACTION="INSERTED" ACTIVE.DOC="32026R1744"?>'
CONSOLIDATED = f"""<?xml version="1.0" encoding="utf-8"?><CONS.ACT>
<INFO.CONSLEG CONSLEG.REF="2024R1689" CONSLEG.DATE="20260715" START.DATE="20260727"/>
<CONS.DOC><BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><PREAMBLE/><ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI></TITLE>
<ARTICLE IDENTIFIER="001"><TI.ART>Article premier</TI.ART><STI.ART>What apples are</STI.ART>
<PARAG IDENTIFIER="001.001"><NO.PARAG>1.</NO.PARAG><ALINEA><P>An apple is <QUOT.START CODE="2018"/>round<QUOT.END CODE="2019"/>, unless:</P>
<LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>it weighs more than 10<HT TYPE="SUP">25</HT> grams;</TXT></NP></ITEM>
<?CLG.MDFO ID="O1" IDREF="C1" ACTION="DELETED" ACTIVE.DOC="32026R1744"?><ITEM><NP><NO.P>(b)</NO.P><TXT>it is a pear;</TXT></NP></ITEM><?CLG.MDFC ID="C1" IDREF="O1"?>
<ITEM><NP><NO.P>(c)</NO.P><TXT>it costs EUR <FT TYPE="NUMBER">35000000</FT><NOTE NOTE.ID="E1"><P>See the list of prices.</P></NOTE>, namely:</TXT>
<P><LIST TYPE="roman"><ITEM><NP><NO.P>(i)</NO.P><TXT>in winter;</TXT></NP></ITEM></LIST></P></NP></ITEM></LIST></ALINEA>
<ALINEA>A basket holds apples.</ALINEA></PARAG></ARTICLE>
{INSERTED}<ARTICLE IDENTIFIER="001A"><TI.ART>Article 1 bis</TI.ART><STI.ART><P>Peeling</P></STI.ART><ALINEA>Peels are kept.</ALINEA></ARTICLE><?CLG.MDFC ID="C2" IDREF="O2"?>
</DIVISION></ENACTING.TERMS></CONS.DOC>
<CONS.ANNEX><TITLE><TI><P>ANNEX I</P></TI><STI><P>Kinds</P></STI></TITLE><CONTENTS>
<GR.SEQ LEVEL="1"><TITLE><TI><P>Section A. Sweet</P></TI></TITLE><LIST TYPE="DASH"><ITEM><P>red ones,</P></ITEM><ITEM><P>green ones.</P></ITEM></LIST></GR.SEQ>
<GR.SEQ LEVEL="1"><TITLE><TI><P>Section B. Sour</P></TI></TITLE><P><TBL COLS="2"><CORPUS><ROW><CELL COL="1">AP 01</CELL><CELL COL="2">Small</CELL></ROW></CORPUS></TBL></P>
<NP><NO.P>1.</NO.P><TXT>Cooking apples</TXT></NP></GR.SEQ></CONTENTS></CONS.ANNEX>
</CONS.ACT>"""

MARK = '<p class="modref"><a title="32026R1744: INSERTED">M1</a></p>'
PAGE = f"""<!DOCTYPE html><html><body><p class="reference">02024R1689 — EN — 27.07.2026 — 001.001</p><div class="eli-container">
<div class="eli-subdivision" id="art_1"><p class="title-article-norm">Article premier</p><div class="eli-title" id="art_1.tit_1"><p class="stitle-article-norm">What apples are</p></div>
<div class="norm"><span class="no-parag">1.&#160;&#160;</span><div class="norm inline-element"><p class="norm inline-element">An apple is ‘round’, unless:</p>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a)&#160;</span></div><div class="grid-list-column-2"><p class="norm">it weighs more than 10<span class="superscript">25</span> grams;</p></div></div>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(c)&#160;</span></div><div class="grid-list-column-2"><p class="norm">it costs EUR 35&#160;000&#160;000&#160;(<a href="#E1" id="src.E1"><span class="superscript">1</span></a>), namely:</p>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(i)&#160;</span></div><div class="grid-list-column-2"><p class="norm">in winter;</p></div></div></div></div></div></div>
<p class="norm">A basket holds apples.</p></div>
{MARK}<div class="eli-subdivision" id="art_1a"><p class="title-article-norm">Article 1 bis</p><div class="eli-title"><p class="stitle-article-norm">Peeling</p></div><p class="norm">Peels are kept.</p></div>
<p class="modref"><a title="32024R1689">B</a></p>
<div id="anx_I"><p class="title-annex-1">ANNEX I</p><p class="title-annex-2">Kinds</p>
<p class="title-gr-seq-level-1">Section A. Sweet</p>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>— </span></div><div class="grid-list-column-2"><div class="list">red ones,</div></div></div>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>— </span></div><div class="grid-list-column-2"><div class="list">green ones.</div></div></div>
<p class="title-gr-seq-level-1">Section B. Sour</p>
<table><tbody><tr><td><p class="tbl-norm">AP 01</p></td><td><p class="tbl-norm">Small</p></td></tr></tbody></table>
<div style="margin-left: 24pt; text-indent: -24pt"><p class="norm">1.<span style="word-spacing: 15pt">&#160;</span>Cooking apples</p></div></div>
<hr/><p class="footnote"><a href="#src.E1" id="E1">(1)</a> See the list of prices.</p></div></body></html>"""

PUBLISHED = """<?xml version="1.0" encoding="UTF-8"?><ACT>
<BIB.INSTANCE><DOCUMENT.REF><NO.DOC><YEAR>2024</YEAR><NO.CURRENT>1689</NO.CURRENT></NO.DOC></DOCUMENT.REF><LG.DOC>EN</LG.DOC></BIB.INSTANCE><PREAMBLE><GR.CONSID>
<CONSID><NP><NO.P>(1)</NO.P><TXT>Apples are healthy.</TXT></NP></CONSID><CONSID><NP><NO.P>(2)</NO.P><TXT>Pears are too.</TXT></NP></CONSID></GR.CONSID></PREAMBLE>
<ENACTING.TERMS><ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART><P>What apples are</P></STI.ART>
<PARAG IDENTIFIER="001.001"><NO.PARAG>1.</NO.PARAG><ALINEA><P>An apple is round, unless:</P><LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>it weighs more than 10<HT TYPE="SUP">25</HT> grams;</TXT></NP></ITEM><ITEM><NP><NO.P>(b)</NO.P><TXT>it is a pear.</TXT></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE></ENACTING.TERMS></ACT>"""
ANNEX = """<?xml version="1.0" encoding="UTF-8"?><ANNEX><TITLE><TI><P>ANNEX I</P></TI><STI><P>Kinds</P></STI></TITLE><CONTENTS><P>Red ones.</P></CONTENTS></ANNEX>"""


def package(members: dict[str, str | bytes]) -> bytes:
    """A ZIP package as the office makes them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def folder(path: Path) -> dict[str, bytes]:
    """The XML files of a folder."""
    return {item.name: item.read_bytes() for item in path.iterdir() if item.suffix == ".xml"}
