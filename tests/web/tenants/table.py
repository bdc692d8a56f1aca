"""Who may open what, written from the guides (docs/guides/site.md, alliance.md, academy.md, maturity.md) and ``roles.yaml``, not by asking the rules.

One line for each address that takes the id of something that belongs to somebody, and each method (``G`` GET, ``P`` POST, ``B`` both; a
method that has no line is not there: 405). One sign for each person, in the order of ``COLUMNS``:

``y`` it opens    ``f`` 403: this person may know that it is there    ``.`` 404: it may not    ``s`` the way to sign in (401 for programs)
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = (
    # of the firm: what hangs on an organisation is its; a case, a validation, a path, an entry is the owner's own
    "owner", "member", "adviser",
    # advisers of hubs to which the firm consented for this and nothing else
    "cases", "maturity", "learning", "services",
    # who owns all these hubs; advisers of a hub that may see nothing, that may no longer, that only asked; a member of a hub who advises nobody
    "hubowner", "nothing", "ended", "otherhub", "hubber",
    # belongs nowhere; was an owner of the firm; owns another firm with all the same things; is invited by the firm
    "stranger", "former", "rival", "invitee",
    # roles for the whole site
    "curator", "analyst", "policy", "admin",
    # judges the application; sits on the panel, but not for this one; declared a conflict of interest
    "judge", "panelist", "conflicted",
    # an owner of the firm whose account is suspended; nobody
    "suspended", "visitor",
)  # fmt: skip

ADDRESSES = """
# organisations
G organisation              yyy yyyy y.... .... .... ... ss
B organisation-change       yff ffff f.... .... .... ... ss
P organisation-invite       yff ffff f.... .... .... ... ss
P organisation-withdraw     yff ffff f.... .... .... ... ss
P organisation-member       yff ffff f.... .... .... ... ss
P organisation-consent      y.. .... ..... .... .... ... ss
P organisation-export       yff ffff f.... .... .... ... ss
B organisation-delete       yff ffff f.... .... .... ... ss
B invitation                ... .... ..... ...y .... ... ss

# cases: their owner's; the firm reads one, and so does who it consented to for cases
G case                      yyy y... y.... .... .... ... ss
G cases-of-others            yyy .... ..... .... .... ... ss
G case-history              yyy y... y.... .... .... ... ss
B case-rename               y.. .... ..... .... .... ... ss
P case-seen                 y.. .... ..... .... .... ... ss
B case-delete               y.. .... ..... .... .... ... ss
B case-task                 y.. .... ..... .... .... ... ss
P case-evidence             y.. .... ..... .... .... ... ss
G case-readers              y.. .... ..... .... .... ... ss
P case-put-into             y.. .... ..... .... .... ... ss
P case-link                 y.. .... ..... .... .... ... ss
P case-link-withdraw        y.. .... ..... .... .... ... ss
G evidence                  y.. .... ..... .... .... ... ss
P evidence-delete           y.. .... ..... .... .... ... ss
G works-council             yyy yyyy yyyyy yyyy yyyy yyy yy
G api:case                  yyy y... y.... .... .... ... ss
PUT api:replace             y.. .... ..... .... .... ... ss
DELETE api:remove           y.. .... ..... .... .... ... ss

# validations: their owner's; the members of the firm read one that is shown to them
G assurance-validation      yyy .... ..... .... .... ... ss
G assurance-file            yyy .... ..... .... .... ... ss
B assurance-choose          y.. .... ..... .... .... ... ss
B assurance-settings        y.. .... ..... .... .... ... ss
P assurance-publish         y.. .... ..... .... .... ... ss
P assurance-forget          y.. .... ..... .... .... ... ss
B assurance-delete          y.. .... ..... .... .... ... ss
B assurance-monitor-new     y.. .... ..... .... .... ... ss
G assurance-monitor         y.. .... ..... .... .... ... ss
P assurance-monitor-add     y.. .... ..... .... .... ... ss
P assurance-monitor-answer  y.. .... ..... .... .... ... ss
B assurance-monitor-delete  y.. .... ..... .... .... ... ss
G assurance-monitor-file    y.. .... ..... .... .... ... ss
G assurance-energy-report   y.. .... ..... .... .... ... ss
P assurance-energy-publish  y.. .... ..... .... .... ... ss
B assurance-energy-delete   y.. .... ..... .... .... ... ss
G assurance-energy-file     y.. .... ..... .... .... ... ss
# nothing of these is published: also their owner finds nothing at the public address
G assurance-published              ... .... ..... .... .... ... ..
G assurance-published-file         ... .... ..... .... .... ... ..
G assurance-energy-published       ... .... ..... .... .... ... ..
G assurance-energy-published-file  ... .... ..... .... .... ... ..

# maturity
G maturity-organisation     yyy fyff y.... .... .... ... ss
P maturity-organisation     yyf fyff y.... .... .... ... ss
P maturity-plan             yyf fyff y.... .... .... ... ss
G maturity-compared         yyy fyff y.... .... .... ... ss
G maturity-result           yyy fyff y.... .... .... ... ss
P maturity-finish           yyf fyff y.... .... .... ... ss
B maturity-delete           yff ffff f.... .... .... ... ss
B maturity-dimension        yyf fyff y.... .... .... ... ss
B maturity-impact-new       yyf fyff y.... .... .... ... ss
G maturity-impact           yyy fyff y.... .... .... ... ss
B maturity-impact-change    yyf fyff y.... .... .... ... ss
P maturity-counted           yff ffff f.... .... .... ... ss
P maturity-impact-close      yyf fyff y.... .... .... ... ss
B maturity-impact-delete    yff ffff f.... .... .... ... ss

# the workspace of the hub that may keep services
G workspace-hub                   ... ...y y.... .... .... ... ss
B workspace-add                   ... ...y y.... .... .... ... ss
B workspace-import                ... ...y y.... .... .... ... ss
B workspace-collaborations        ... ...y y.... .... .... ... ss
P workspace-collaboration-remove  ... ...y y.... .... .... ... ss
G workspace-report                ... ...y y.... .... .... ... ss
G workspace-report-download       ... ...y y.... .... .... ... ss
G workspace-dates                  ... ...y y.... .... .... ... ss
G workspace-dates-csv              ... ...y y.... .... .... ... ss
P workspace-dates-address          ... ...y y.... .... .... ... ss
G workspace-maturity               ... ...y y.... .... .... ... ss
G workspace-maturity-csv           ... ...y y.... .... .... ... ss
G workspace-dates-feed            yyy yyyy yyyyy yyyy yyyy yyy yy
G workspace-customer              ... ...y y.... .... .... ... ss
P workspace-invite                ... ...y y.... .... .... ... ss
P workspace-note                  ... ...y y.... .... .... ... ss
P workspace-entry                 ... ...y y.... .... .... ... ss
# no file is deleted while the customer agrees: it is not offered
B workspace-customer-delete       ... .... ..... .... .... ... ss

# the catalogue: what one account shares, keeps and seeks
B catalogue-share-edit         y.. .... ..... .... .... ... ss
P catalogue-share-send         y.. .... ..... .... .... ... ss
P catalogue-share-withdraw     y.. .... ..... .... .... ... ss
P catalogue-watch              y.. .... ..... .... .... ... ss
P catalogue-together-withdraw  y.. .... ..... .... .... ... ss
P catalogue-together-greet     y.. .... ..... .... .... ... ss
P catalogue-together-answer    y.. .... ..... .... .... ... ss
B moderation-ticket            ... .... ..... .... y..y ... ..
G dates-feed                   yyy yyyy yyyyy yyyy yyyy yyy yy
P notice                       y.. .... ..... .... .... ... ss

# calls: read by all, run by the policy maker, applied to by owners
G call                     yyy yyyy yyyyy yyyy yyyy yyy yy
B call-change              ... .... ..... .... ..y. ... ss
P call-part                ... .... ..... .... ..y. ... ss
P call-publish             ... .... ..... .... ..y. ... ss
G call-manage              ... .... ..... .... ..y. ... ss
P call-invite              ... .... ..... .... ..y. ... ss
P call-assign              ... .... ..... .... ..y. ... ss
P call-extend              ... .... ..... .... ..y. ... ss
P call-release             ... .... ..... .... ..y. ... ss
P call-finish              ... .... ..... .... ..y. ... ss
P call-decide              ... .... ..... .... ..y. ... ss
P appeal-answer            ... .... ..... .... ..y. ... ss
B call-apply               yff ffff f.... .... .... ... ss
G application              y.. .... ..... .... .... ... ss
P application-withdraw     y.. .... ..... .... .... ... ss
P application-appeal       y.. .... ..... .... .... ... ss
B review                   ... .... ..... .... .... y.. ss
B review-invitation        ... .... ..... .... .... y.. ss
# the judge was asked here and has not agreed yet; who did, steps back in tests/web/alliance/test_judging.py
P review-step-back         ... .... ..... .... .... ... ss

# pipelines: the firm shows evidence, the programme sets gates; nobody does both
G project                  y.. .... ..... .... ..y. ... ss
P project-gate             f.. .... ..... .... ..y. ... ss
P step-show                y.. .... ..... .... ..f. ... ss
P step-due                 f.. .... ..... .... ..y. ... ss
P step-confirm             f.. .... ..... .... ..y. ... ss
G shown                    y.. .... ..... .... ..y. ... ss

# the academy: results are the learner's alone
G academy-path             y.. .... ..... .... .... ... ss
P academy-path             y.. .... ..... .... .... ... ss
B academy-quiz             y.. .... ..... .... .... ... ss
G academy-attempt          y.. .... ..... .... .... ... ss
P academy-attempt          y.. .... ..... .... .... ... ss
P academy-claim            y.. .... ..... .... .... ... ss
G academy-download         y.. .... ..... .... .... ... ss
G academy-download-as        y.. .... ..... .... .... ... ss
P academy-ask              y.. .... ..... .... .... ... ss
G academy-verified         yyy yyyy yyyyy yyyy yyyy yyy yy
G academy-organisation     yyy ffyf y.... .... .... ... ss
P academy-organisation     yff ffff f.... .... .... ... ss

# the alliance: owners bind the firm, owners and members speak in its workstreams, curators and administrators look after them
G network-member           yyy yyyy yyyyy yyyy yyyy yyy yy
B network-join             yff ffff f.... .... .... ... ss
P network-leave            yff ffff f.... .... .... ... ss
B network-pledge           yff ffff f.... .... .... ... ss
P network-pledge-withdraw  yff ffff f.... .... .... ... ss
B network-progress         yff ffff f.... .... .... ... ss
P network-progress-remove  yff ffff f.... .... .... ... ss
B network-found            yff ffff f.... .... .... ... ss
P network-found-withdraw   y.. .... ..... .... .... ... ss
P network-introduce        y.. .... ..... .... .... ... ss
P network-answer           y.. .... ..... .... .... ... ss
G network-stream           yyy yyyy yyyyy yyyy yyyy yyy yy
P network-seat             yy. .... ..... .... .... ... ss
P network-follow           yy. .... ..... .... y..y ... ss
P network-feed-address     yy. .... ..... .... y..y ... ss
G network-write            yy. .... ..... .... y..y ... ss
P network-write            yy. .... ..... .... .... ... ss
G network-meet             yy. .... ..... .... y..y ... ss
P network-meet             yy. .... ..... .... .... ... ss
P network-meeting-cancel   y.. .... ..... .... y..y ... ss
G network-topic            yy. .... ..... .... y..y ... ss
P network-topic            yy. .... ..... .... .... ... ss
G network-meeting            yy. .... ..... .... y..y ... ss
G network-document           yy. .... ..... .... y..y ... ss
P network-document           yy. .... ..... .... .... ... ss
B network-document-remove    yy. .... ..... .... y..y ... ss
G network-document-add       yy. .... ..... .... y..y ... ss
P network-document-add       yy. .... ..... .... y..y ... ss
G network-version            yy. .... ..... .... y..y ... ss
P network-version-show       y.. .... ..... .... .... ... ss
G network-public             yyy yyyy yyyyy yyyy yyyy yyy yy
G network-side               y.. .... ..... .... .... ... ss
B network-terms              y.. .... ..... .... .... ... ss
P network-side-drop          y.. .... ..... .... .... ... ss
P network-end                y.. .... ..... .... .... ... ss
B network-edit             y.. .... ..... .... .... ... ss
B network-remove           y.. .... ..... .... y..y ... ss
G network-feed             yyy yyyy yyyyy yyyy yyyy yyy yy
"""

METHODS = {"G": ("GET",), "P": ("POST",), "B": ("GET", "POST")}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is expected at an address: by method, for each person."""

    method: str
    name: str
    signs: dict[str, str]

    def __str__(self) -> str:
        """As the table begins the line."""
        return f"{self.method} {self.name}"


def lines(text: str = ADDRESSES) -> list[Line]:
    """The table, line by line. Raises ValueError for a line that has not one sign for each person."""
    found = []
    for row in text.splitlines():
        if not row or row.startswith("#"):
            continue
        method, name, *groups = row.split()
        signs = "".join(groups)
        if len(signs) != len(COLUMNS):
            raise ValueError(f"{name}: {len(signs)} signs for {len(COLUMNS)} people")
        by_person = dict(zip(COLUMNS, signs, strict=True))
        found += [Line(one, name, by_person) for one in METHODS.get(method, (method,))]
    return found
