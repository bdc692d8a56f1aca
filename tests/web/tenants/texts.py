"""Which text may come back to whom, written from the guides. Signs as in ``table``: ``y`` it does come back somewhere, ``m`` it may, ``.`` never.

A text is called by the kind in its mark. Everybody may see their own e-mail address. Links that are keys (of a works council, of a calendar
program) are not among the addresses that are asked here; ``test_forged`` has them.
"""

from __future__ import annotations

from tests.web.tenants.table import COLUMNS
from tests.web.tenants.world import HUBS

TEXTS = """
# what an organisation is called: those who work with it, those it consents to, a hub that is told that consent ended, whom it asks, who
# runs what it applied to, who judges it
firm              yyy yyyy yym.. .m.y y.yy y.. ..
# people of the firm: its members, and the hub that wrote to its owner; whom it invited, who may invite; who left is nobody's
owner             yyy .... ...y. .... .... ... ..
member            yyy .... ..... .... .... ... ..
adviser           yyy .... ..... .... .... ... ..
suspended         yyy .... ..... .... .... ... ..
invitee           y.. .... ..... ...y .... ... ..
former            ... .... ..... .y.. .... ... ..
# people of the hubs: each other
hubowner          ... yyyy yyy.y .... .... ... ..
hubber            ... yyyy yyy.y .... .... ... ..
otherhub          ... .... ...y. .... .... ... ..
# reviewers: who runs the call, never an applicant
judge             ... .... ..... .... ..y. y.. ..
panelist          ... .... ..... .... ..y. .y. ..
conflicted        ... .... ..... .... ..y. ..y ..
seatjudge         ... .... ..... .... .... y.. ..
seatpanelist      ... .... ..... .... .... .y. ..
seatconflicted    ... .... ..... .... .... ..y ..

# cases
case              yyy y... y.... .... .... ... ..
who               yyy y... y.... .... .... ... ..
note              y.. .... ..... .... .... ... ..
evidence          y.. .... ..... .... .... ... ..
evidencefile      y.. .... ..... .... .... ... ..
privatecase       y.. .... ..... .... .... ... ..
formercase        ... .... ..... .y.. .... ... ..

# validations, monitors, energy
validation             yyy .... ..... .... .... ... ..
validationfile         yyy .... ..... .... .... ... ..
validationdata         y.. .... ..... .... .... ... ..
privatevalidation      y.. .... ..... .... .... ... ..
privatevalidationfile  y.. .... ..... .... .... ... ..
privatevalidationdata  y.. .... ..... .... .... ... ..
formervalidation       ... .... ..... .y.. .... ... ..
formervalidationfile   ... .... ..... .y.. .... ... ..
formervalidationdata   ... .... ..... .y.. .... ... ..
monitor                y.. .... ..... .... .... ... ..
energy                 y.. .... ..... .... .... ... ..

# maturity
maturityevidence  yym .y.. y.... .... .... ... ..
impact            yyy .y.. y.... .... .... ... ..
unit              yym .y.. y.... .... .... ... ..

# the catalogue: an entry before it is shown, a kept search, a need that others who seek the same may read, without a name
entry             y.. .... ..... .... y..y ... ..
watch             y.. .... ..... .... .... ... ..
wish              y.. .... y.... ..m. .... ... ..

# calls and projects
opencall          yyy yyyy yyyyy yyyy yyyy yyy yy
oldcall           yyy yyyy yyyyy yyyy yyyy yyy yy
draftcall         ... .... ..... .... ..y. y.. ..
application       y.. .... ..... .... ..y. y.. ..
partners          y.. .... ..... .... ..m. y.. ..
comment           y.. .... ..... .... ..m. y.. ..
decision          y.. .... ..... .... ..m. ... ..
appeal            y.. .... ..... .... ..y. ... ..
project           y.. .... ..... .... ..y. ... ..
shown             y.. .... ..... .... ..y. ... ..
moved             y.. .... ..... .... ..y. ... ..

# the alliance: what is shown, everybody reads; what waits, its owner and who looks at it
publicmember       yyy yyyy yyyyy yyyy yyyy yyy yy
publicothermember  yyy yyyy yyyyy yyyy yyyy yyy yy
draftmember        y.. .... ..... .... y..y ... ..
draftothermember   ... .... ...y. .... y..y ... ..
pledge             y.. .... ..... .... y..y ... ..
progress           y.. .... ..... .... y..y ... ..
partnermember      y.. .... ...y. ..m. .... ... ..
partnerothermember y.. .... ...y. ..m. .... ... ..
post               yy. .... ..... .... y..y ... ..
meeting            yy. .... ..... .... y..y ... ..
document           yy. .... ..... .... y..y ... ..
documentfile       yy. .... ..... .... y..y ... ..
publicdocument     yyy yyyy yyyyy yyyy yyyy yyy yy
publicdocumentfile yyy yyyy yyyyy yyyy yyyy yyy yy
mate               y.. .... ..... .... .... ... ..
matefirm           ... .... ..... .... .... ... ..
partnermate        y.. .... ...m. ..m. .... ... ..
otherhubname       y.. .... ...y. .... y..y ... ..
"""

OF_HUBS = """
# the firm knows who it consented to, and takes along what hubs keep of it; a hub's members know its name
hub       ymm
# the hub's own customers and partners
prospect  ...
partner   ...
# its own name for the firm
called    m..
# its books of the firm, open only with consent for services
books     y..
"""


def expected(text: str = TEXTS) -> dict[str, dict[str, str]]:
    """The sign of each person by kind of text."""
    found = {}
    for row in filter(lambda line: line and not line.startswith("#"), text.splitlines()):
        kind, *groups = row.split()
        signs = "".join(groups)
        if len(signs) != len(COLUMNS):
            raise ValueError(f"{kind}: {len(signs)} signs for {len(COLUMNS)} people")
        found[kind] = dict(zip(COLUMNS, signs, strict=True))
    return found | dict(_of_hubs())


def _of_hubs():
    """The kinds that there are of each hub: for the firm as ``OF_HUBS`` says, for its adviser and the owner of the hubs, for nobody else."""
    for row in filter(lambda line: line and not line.startswith("#"), OF_HUBS.splitlines()):
        kind, firm = row.split()
        for hub in HUBS:
            of_firm = dict(zip(("owner", "member", "adviser"), firm, strict=True))
            inside = {"books": "y" if hub == "services" else ".", "called": "m"}.get(kind, "y")
            signs = {**dict.fromkeys(COLUMNS, "."), **of_firm, hub: inside, "hubowner": inside}
            signs["hubber"] = "y" if kind == "hub" else "."
            yield f"{kind}{hub}", signs
    for hub in HUBS:
        yield f"at{hub}", {**dict.fromkeys(COLUMNS, "."), hub: "y", "hubowner": "y", "hubber": "y"}
