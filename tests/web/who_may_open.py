"""Every address of the site and who may open it."""

RUNNER = "those who run calls and pipelines"
OPEN, SIGNED_IN, OWNER, MODERATOR = "open to all", "any account", "its owner", "those who look at what others share"
ANALYST = "those who may see figures over all organisations"
ISSUER = "those who revoke what the site issued"

# What each address is. Names of the accounts package begin as PACKAGE says.
WHO = {
    "root": OPEN, "home": OPEN, "health": OPEN, "about": OPEN, "privacy": OPEN, "accessibility": OPEN, "interfaces": OPEN,
    "check": OPEN, "check-next": OPEN, "check-question": OPEN, "check-answer": OPEN, "check-answers": OPEN,
    "check-result": OPEN, "check-texts": OPEN, "check-otherwise": OPEN, "dossier": OPEN,
    "search": OPEN, "api:search_everything": OPEN,
    "law": OPEN, "law-changes": OPEN, "law-provision": OPEN, "law-compared": OPEN,
    "catalogue": OPEN, "catalogue-suggest": OPEN, "catalogue-compare": OPEN, "catalogue-match": OPEN, "catalogue-feed": OPEN,
    "catalogue-all": OPEN, "catalogue-asset": OPEN, "catalogue-asset-as": OPEN, "sectors": OPEN, "sector": OPEN,
    "sitemap": OPEN, "robots": OPEN,
    "strategy": OPEN, "strategy-money": OPEN, "strategy-questions": OPEN, "strategy-contradictions": OPEN, "strategy-gaps": OPEN,
    "strategy-governance": OPEN, "strategy-proposals": OPEN, "strategy-feed": OPEN, "strategy-csv": OPEN, "strategy-json": OPEN,
    "strategy-action": OPEN,
    "observatory": OPEN, "observatory-find": OPEN, "observatory-go": OPEN, "observatory-country": OPEN, "observatory-labour": OPEN,
    "observatory-occupation": OPEN, "observatory-data": OPEN, "observatory-diff": OPEN, "observatory-chart": OPEN,
    "observatory-embed": OPEN, "observatory-download": OPEN, "observatory-indicator": OPEN,
    "catalogue-share": SIGNED_IN, "catalogue-share-new": SIGNED_IN, "catalogue-watches": SIGNED_IN,
    "catalogue-watch-keep": SIGNED_IN, "catalogue-together": SIGNED_IN, "catalogue-together-agree": SIGNED_IN,
    "catalogue-share-edit": OWNER, "catalogue-share-send": OWNER, "catalogue-share-withdraw": OWNER, "catalogue-watch": OWNER,
    "catalogue-together-withdraw": OWNER, "catalogue-together-greet": OWNER, "catalogue-together-answer": OWNER,
    "organisations": SIGNED_IN, "organisation-new": SIGNED_IN, "organisation": OWNER, "organisation-change": OWNER,
    "organisation-invite": OWNER, "organisation-withdraw": OWNER, "organisation-member": OWNER, "organisation-consent": OWNER,
    "organisation-export": OWNER, "organisation-delete": OWNER, "invitation": OWNER,
    "maturity": SIGNED_IN, "maturity-organisation": OWNER, "maturity-compared": OWNER, "maturity-plan": OWNER, "maturity-impact-new": OWNER, "maturity-result": OWNER,
    "maturity-finish": OWNER, "maturity-delete": OWNER, "maturity-dimension": OWNER, "maturity-impact": OWNER,
    "maturity-impact-change": OWNER, "maturity-impact-delete": OWNER, "maturity-impact-close": OWNER, "maturity-counted": OWNER,
    "maturity-figures": ANALYST, "maturity-publish": ANALYST,
    "calls": OPEN, "call": OPEN, "call-new": RUNNER, "call-change": RUNNER, "call-part": RUNNER, "call-publish": RUNNER,
    "call-manage": RUNNER, "call-extend": RUNNER, "call-invite": RUNNER, "call-assign": RUNNER, "call-release": RUNNER, "call-finish": RUNNER, "call-decide": RUNNER,
    "appeal-answer": RUNNER, "call-apply": OWNER, "application": OWNER, "application-withdraw": OWNER, "application-appeal": OWNER,
    "reviews": SIGNED_IN, "review-invitation": OWNER, "review-step-back": OWNER, "review": OWNER, "pipelines": SIGNED_IN, "project-new": SIGNED_IN,
    "project": OWNER, "step-show": OWNER, "shown": OWNER, "project-gate": RUNNER, "step-confirm": RUNNER, "step-due": RUNNER,
    "academy": OPEN, "academy-quality": OPEN, "academy-profile": OPEN, "academy-verify": OPEN, "academy-verified": OPEN, "academy-status": OPEN,
    "academy-did": OPEN, "academy-test": SIGNED_IN, "academy-credentials": SIGNED_IN, "academy-path": OWNER,
    "academy-quiz": OWNER, "academy-attempt": OWNER, "academy-claim": OWNER, "academy-download": OWNER, "academy-ask": OWNER,
    "academy-download-as": OWNER,
    "academy-organisation": OWNER, "academy-plan": OWNER, "academy-issued": ISSUER,
    "network": OPEN, "network-member": OPEN, "network-streams": OPEN, "network-stream": OPEN,
    "network-feed": OPEN,  # to who has its key
    "network-mine": SIGNED_IN, "network-partners": SIGNED_IN, "network-join": OWNER, "network-leave": OWNER,
    "network-pledge": OWNER, "network-pledge-withdraw": OWNER, "network-progress": OWNER, "network-progress-remove": OWNER,
    "network-found": OWNER, "network-found-withdraw": OWNER, "network-introduce": OWNER, "network-answer": OWNER,
    "network-end": OWNER, "network-side": OWNER, "network-terms": OWNER, "network-side-drop": OWNER,
    "network-seat": OWNER, "network-follow": OWNER, "network-feed-address": OWNER, "network-write": OWNER, "network-meet": OWNER,
    "network-meeting-cancel": OWNER, "network-topic": OWNER, "network-edit": OWNER, "network-remove": OWNER,
    "dates": SIGNED_IN, "dates-address": SIGNED_IN, "dates-feed": OPEN, "workspace-dates-feed": OPEN,  # to who has its key
    "workspace-dates": OWNER, "workspace-dates-csv": OWNER, "workspace-dates-address": OWNER, "calls-feed": OPEN,
    "network-meeting": OWNER, "network-documents": SIGNED_IN, "network-document-add": OWNER, "network-document": OWNER,
    "network-document-remove": OWNER, "network-version": OWNER, "network-version-show": OWNER, "network-public": OPEN,
    "notices": SIGNED_IN, "notices-read": SIGNED_IN, "notices-choose": SIGNED_IN, "notice": OWNER,
    "moderation": MODERATOR, "moderation-ticket": MODERATOR,
    "assurance": OPEN, "assurance-example": OPEN, "assurance-example-data": OPEN, "assurance-seal": OPEN, "assurance-published": OPEN,
    "assurance-published-file": OPEN, "assurance-energy": OPEN, "assurance-energy-published": OPEN, "assurance-energy-published-file": OPEN,
    "assurance-new": SIGNED_IN, "assurance-energy-compare": SIGNED_IN,
    "assurance-validation": OWNER, "assurance-choose": OWNER, "assurance-settings": OWNER, "assurance-publish": OWNER,
    "assurance-forget": OWNER, "assurance-delete": OWNER, "assurance-file": OWNER, "assurance-monitor-new": OWNER,
    "assurance-monitor": OWNER, "assurance-monitor-add": OWNER, "assurance-monitor-answer": OWNER, "assurance-monitor-delete": OWNER,
    "assurance-monitor-file": OWNER, "assurance-energy-report": OWNER, "assurance-energy-publish": OWNER, "assurance-energy-delete": OWNER,
    "assurance-energy-file": OWNER,
    "calendar": OPEN, "calendar-feed": OPEN, "authorities": OPEN, "ask": OPEN,
    "openapi": OPEN, "account-deleted": OPEN,
    "account": SIGNED_IN, "account-export": SIGNED_IN, "account-delete": SIGNED_IN, "cases": SIGNED_IN, "cases-of-others": OWNER, "case-save": SIGNED_IN,
    "case": OWNER, "case-history": OWNER, "case-rename": OWNER, "case-seen": OWNER, "case-delete": OWNER,
    "case-readers": OWNER, "case-put-into": OWNER, "case-link": OWNER, "case-link-withdraw": OWNER, "works-council": OPEN,
    "workspace": SIGNED_IN, "workspace-hub": OWNER, "workspace-add": OWNER, "workspace-import": OWNER, "workspace-collaborations": OWNER,
    "workspace-collaboration-remove": OWNER, "workspace-report": OWNER, "workspace-report-download": OWNER, "workspace-maturity": OWNER, "workspace-maturity-csv": OWNER, "workspace-customer": OWNER,
    "workspace-invite": OWNER, "workspace-customer-delete": OWNER, "workspace-note": OWNER, "workspace-entry": OWNER,
    "case-task": OWNER, "case-evidence": OWNER, "evidence": OWNER, "evidence-delete": OWNER,
    "api:facts": OPEN, "api:run_check": OPEN, "api:calendar": OPEN, "api:documents": OPEN, "api:who": OPEN,
    "api:provisions": OPEN, "api:provision": OPEN, "api:ask_question": OPEN, "api:api-root": OPEN,
    "api:search_catalogue": OPEN, "api:suggest_in_catalogue": OPEN, "api:asset_of_catalogue": OPEN, "api:match_need": OPEN,
    "api:indicators_of_observatory": OPEN, "api:figures_of_indicator": OPEN, "api:vintages_of_dataset": OPEN,
    "api:find_figure": OPEN, "api:labour_of_observatory": OPEN, "api:occupation_of_observatory": OPEN,
    "api:list_actions": OPEN, "api:one_action": OPEN, "api:list_events": OPEN, "api:list_money": OPEN,
    "api:list_contradictions": OPEN, "api:list_gaps": OPEN,
    "api:cases": SIGNED_IN, "api:create": SIGNED_IN, "api:case": OWNER, "api:replace": OWNER, "api:remove": OWNER,
}  # fmt: skip
PACKAGE = ("account_", "mfa_", "socialaccount_", "openid_connect_", "?social/")
ONLY_POST = {
    "case-put-into", "case-link", "case-link-withdraw", "workspace-invite", "workspace-note", "workspace-entry",
    "workspace-collaboration-remove",
    "account-export", "case-seen", "case-evidence", "evidence-delete", "api:run_check", "catalogue-share-send",
    "catalogue-share-withdraw", "catalogue-watch", "catalogue-together-agree", "catalogue-together-withdraw",
    "catalogue-together-greet", "catalogue-together-answer", "organisation-invite", "organisation-withdraw", "organisation-member",
    "organisation-consent", "organisation-export", "assurance-publish", "assurance-forget", "assurance-monitor-add",
    "assurance-monitor-answer", "assurance-energy-publish",
    "maturity-finish", "maturity-impact-close", "maturity-counted", "maturity-plan",
    "call-part", "call-publish", "call-extend", "call-invite", "call-release", "call-assign", "review-step-back", "call-finish", "call-decide",
    "application-withdraw", "application-appeal", "step-show", "project-gate", "step-confirm", "step-due",
    "academy-claim", "academy-ask",
    "network-leave", "network-pledge-withdraw", "network-progress-remove",
    "network-found-withdraw", "network-introduce", "network-answer", "network-end", "network-side-drop", "network-feed-address", "network-seat", "network-follow", "network-meeting-cancel",
    "network-version-show",
    "notices-read", "notices-choose", "notice", "dates-address", "workspace-dates-address",
}  # fmt: skip
API_METHODS = {"api:create": "post", "api:replace": "put", "api:remove": "delete", "api:run_check": "post"}
FILES = {
    "assurance-file": "report.json", "assurance-published-file": "report.json", "assurance-monitor-file": "monitor.json",
    "assurance-energy-file": "energy.json", "assurance-energy-published-file": "energy.json",
}  # fmt: skip
LEAD_ON = ("academy-did", "check-answer", "root", "law-compared", "api:api-root", "observatory-find", "observatory-go")
"""What sends everybody on, or has nothing to show here."""
LEAD_BACK = ("catalogue-watch-keep", "notices-read", "notices-choose", "dates-address")
"""What does something for any account and then shows the page it came from."""
WITHOUT_NUMBERS = ("network-follow", "network-feed-address", "network-write", "network-meet", "network-document-add")
"""What belongs to those who take part in a workstream, which has a name and no number."""
