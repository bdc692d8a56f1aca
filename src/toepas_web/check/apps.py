"""The check in the browser."""

from django.apps import AppConfig


class CheckConfig(AppConfig):
    """Questions, results and saved cases."""

    name = "toepas_web.check"
    label = "check"

    def ready(self) -> None:
        """Say what is kept of a person and of an organisation here, which days cases have, and how notices read."""
        from toepas_web.accounts.personal_data import Keeper, register
        from toepas_web.check import days, find
        from toepas_web.check.actions import erase
        from toepas_web.check.dates import of_person
        from toepas_web.check.export import export, export_of_organisation
        from toepas_web.check.notices import KINDS, remind
        from toepas_web.notices.daily import offer_daily
        from toepas_web.notices.dates import offer_dates
        from toepas_web.notices.registry import offer
        from toepas_web.organisations import holdings
        from toepas_web.search import registry as finding

        register(Keeper("cases", export, erase))
        holdings.register(holdings.Holding("cases", export_of_organisation))
        offer_dates("cases", of_person)
        offer_daily("cases", remind)
        days.listen()
        for kind in KINDS:
            offer(kind)
        finding.offer(*find.KINDS)
