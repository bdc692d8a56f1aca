"""The people of the alliance."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Members, pledges, partners, workstreams."""

    name = "toepas_web.network"
    label = "network"

    def ready(self) -> None:
        """Say what is kept here, what is looked at before it is shown, which dates there are, and how notices read."""
        from toepas_web.accounts.personal_data import register
        from toepas_web.moderation.registry import offer as moderate
        from toepas_web.network import dates, export, find, kinds, moderated, partner_actions, wording
        from toepas_web.notices.daily import offer_daily
        from toepas_web.notices.dates import offer_dates
        from toepas_web.notices.registry import Kind, offer
        from toepas_web.organisations.holdings import register as hold
        from toepas_web.search import registry as finding

        register(export.KEEPER)
        hold(export.HOLDING)
        offer_dates("network", dates.of_person)
        offer_daily("network", partner_actions.forget_lapsed)
        for handler in moderated.HANDLERS:
            moderate(handler)
        offer(Kind(kinds.ASKED, lambda said: said.t("A member that would like to get in touch"), wording.asked))
        offer(Kind(kinds.AGREED, lambda said: said.t("The answer of a member that you asked"), wording.answered))
        offer(
            Kind(
                kinds.WRITTEN,
                lambda said: said.t("New posts and documents in workstreams that you follow"),
                wording.written,
            )
        )
        offer(Kind(kinds.CALLED, lambda said: said.t("Meetings of workstreams that you follow"), wording.called))
        offer(Kind(kinds.REMOVED, lambda said: said.t("A post of yours that a moderator removed"), wording.removed))
        finding.offer(*find.KINDS)
