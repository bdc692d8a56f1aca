"""Organisations of the site."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who works together, and in which role."""

    name = "toepas_web.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Say what is kept of a person here, and how notices of invitations and of consent read."""
        from toepas_web.accounts.personal_data import Keeper, register
        from toepas_web.notices.registry import Kind, offer
        from toepas_web.organisations import find, telling
        from toepas_web.organisations.actions import INVITED
        from toepas_web.organisations.personal_data import erase, export
        from toepas_web.organisations.presenters import asked
        from toepas_web.search import registry as finding

        register(Keeper("organisations", export, erase))
        offer(Kind(INVITED, lambda said: said.t("An invitation of an organisation"), asked, mailed=True))
        for kind in telling.KINDS:
            offer(kind)
        finding.offer(*find.KINDS)
