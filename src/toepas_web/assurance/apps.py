"""Local validation, monitoring and energy reports."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """Does a model work here, for everyone, and what energy does it use."""

    name = "toepas_web.assurance"
    label = "assurance"

    def ready(self) -> None:
        """Say what is kept of a person and of an organisation here, and what evidence there is."""
        from toepas_web.accounts.personal_data import Keeper, register
        from toepas_web.assurance import actions, export, find, shown
        from toepas_web.organisations import holdings
        from toepas_web.search import registry as finding
        from toepas_web.ui import evidence

        register(Keeper("assurance", export.export, actions.erase))
        holdings.register(holdings.Holding("assurance", export.of_organisation))
        evidence.offer_evidence(shown.evidence_of)
        finding.offer(*find.KINDS)
