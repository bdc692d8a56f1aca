"""The alliance on the site."""

from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """Calls, their applications and reviewers, and pipelines."""

    name = "toepas_web.alliance"
    label = "alliance"

    def ready(self) -> None:
        """Say what is kept of a person and of an organisation here, which dates there are, and how notices read."""
        from toepas_web.accounts.personal_data import Keeper
        from toepas_web.accounts.personal_data import register as of_people
        from toepas_web.alliance import call_holdings, dates, find, notices, pipeline_holdings
        from toepas_web.notices.daily import offer_daily
        from toepas_web.notices.dates import offer_dates
        from toepas_web.notices.registry import offer
        from toepas_web.organisations.holdings import Holding
        from toepas_web.organisations.holdings import register as of_organisations
        from toepas_web.search import registry as finding

        of_people(Keeper("calls", call_holdings.export_person, call_holdings.erase_person))
        of_organisations(Holding("calls", call_holdings.export_organisation))
        of_organisations(Holding("pipelines", pipeline_holdings.export_organisation))
        offer_dates("alliance", dates.of_person)
        offer_daily("alliance", notices.remind)
        offer_daily("pipelines", notices.remind_of_gates)
        for kind in notices.KINDS:
            offer(kind)
        finding.offer(*find.KINDS)
