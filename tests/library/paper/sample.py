"""A document that has every kind of block, awkward text included, for the tests of the renderers."""

from __future__ import annotations

import base64
import datetime as dt

from toepas.paper.blocks import (
    Block,
    Bullets,
    Callout,
    Check,
    Document,
    Field,
    Figure,
    Heading,
    Moment,
    Numbered,
    PageBreak,
    Para,
    Step,
    Steps,
    Table,
    Text,
    Timeline,
)

DAY = dt.date(2026, 11, 23)
HOSTILE = '#eval("x") $a$ [b] \\ < > & " {{ 7*7 }} <script>alert(1)</script> *stars* _under_ @ref =1+1'
LONG_WORD = "Arbeidsongeschiktheidsverzekeringsmaatschappijenbeoordelingscommissie" * 2
TONGUES = "Δήλωση συμμόρφωσης · Декларация за съответствие · Dikjarazzjoni ta' konformità ħġżċ · őűșțąęłñß"


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40">'
    '<rect width="80" height="40" fill="#0072b2"/><text x="4" y="24" font-size="12" fill="#fff">Een balk</text></svg>'
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PICTURE = Figure(SVG, PNG, "Een blauwe balk: 80 van 100.", "Een plaatje", narrow=SVG.replace("80", "60"))


def document(*blocks: Block, lang: str = "en", title: str = "A title") -> Document:
    return Document(title, "A subtitle", lang, blocks, "A footer", DAY, "paper")


def everything() -> Document:
    """A Dutch dossier chapter with all blocks in it."""
    return Document(
        title="Dossier: CV-rangschikking bij Gemeente Voorbeeldstad",
        subtitle="Wat de AI-verordening vraagt, vanaf wanneer, en wat u het eerst doet",
        lang="nl",
        blocks=(*_lead(), *_chapters(), *_forms()),
        footer="Geen juridisch advies. Gemaakt met Toepas op basis van uw zaakbestand.",
        date=DAY,
        ids="dossier",
    )


def _lead() -> tuple[Block, ...]:
    outcome = (
        "U bent ",
        Text("gebruiksverantwoordelijke", bold=True),
        ". De plichten gelden vanaf een latere datum, zie ",
        Text("de tijdlijn", href="#tijdlijn"),
        ".",
    )
    steps = (
        Step(
            "Wijs iemand aan die toezicht houdt",
            "Zonder toezicht mag u het systeem niet inzetten.",
            "vóór 2 december 2027",
            "Art. 26, lid 2",
        ),
        Step(
            "Vraag de leverancier om de gebruiksaanwijzing",
            ("Die hebt u nodig voor ", Text("alle", italic=True), " volgende stappen."),
            "deze maand",
            "Art. 13",
        ),
        Step(
            "Beoordeel de gevolgen voor grondrechten: " + LONG_WORD,
            "U bent een overheidsorgaan.",
            "vóór het eerste gebruik",
            "Art. 27",
        ),
    )
    return (
        Callout("verdict", "Dit systeem is een hoogrisicosysteem", (Para(outcome),)),
        Steps(steps),
    )


def _chapters() -> tuple[Block, ...]:
    rows = tuple(
        (
            f"Plicht {i}",
            ("Bewaar de logbestanden ", Text("zes maanden", bold=True), " of langer, ook als niemand erom vraagt."),
            "gebruiksverantwoordelijke",
            (Text("Art. 26, lid 6", href="https://example.org/art26"),),
        )
        for i in range(1, 41)
    )
    return (
        Heading(1, "Waarom deze uitkomst", "waarom"),
        Para(("Het systeem rangschikt sollicitanten. ", Text("Lees de bron", href="https://example.org/bron"), ".")),
        Bullets(("Het valt onder werk en personeel", "Het profileert mensen", LONG_WORD)),
        Heading(2, "Wat nog open staat"),
        Callout(
            "open",
            "Twee vragen zijn nog niet beantwoord",
            (Numbered(("Is het model door u aangepast?", "Werkt het systeem ook buiten de EU?")),),
        ),
        Callout("warning", "Let op de datum", (Para("De datum kan nog verschuiven."),)),
        Callout("note", "Hulp dichtbij", (Para("Er is een innovatiehub in uw provincie."),)),
        Heading(1, "Tijdlijn", "tijdlijn"),
        Timeline(
            (
                Moment(dt.date(2025, 2, 2), "Verboden praktijken", "Sommige toepassingen mogen niet meer.", "past"),
                Moment(dt.date(2026, 11, 23), "Vandaag", "U maakt dit dossier.", "now"),
                Moment(dt.date(2027, 12, 2), "Hoog risico", "De plichten gaan gelden.", "later"),
                Moment(None, "Na een besluit van de Commissie", "De norm wordt bekend.", "open"),
            ),
            "Wat wanneer geldt",
        ),
        PICTURE,
        Heading(1, "Alle plichten"),
        Table(("Plicht", "Wat u doet", "Rol", "Bron"), rows, "Plichten van uw organisatie", (2, 5, 3, 2)),
        Heading(2, "Ruwe tekst"),
        Para(HOSTILE),
        Para(TONGUES),
        Table(("Naam", "Waarde"), ((LONG_WORD, HOSTILE),), "Lange woorden"),
    )


def _forms() -> tuple[Block, ...]:
    return (
        PageBreak(),
        Heading(1, "Register"),
        Heading(3, "Wie bent u"),
        Field("Naam van de organisatie", "Gemeente Voorbeeldstad\nAfdeling P&O", "Zoals in het handelsregister"),
        Field("Doel van het systeem", None, "In gewone taal, voor de sollicitant", 4),
        Check("Gebruiksaanwijzing ontvangen", True),
        Check(("Medewerkers ", Text("geïnformeerd", bold=True))),
    )
