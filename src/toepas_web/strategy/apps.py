"""The strategy."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The actions of the strategy, their money, and what countries say of them."""

    name = "toepas_web.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Say what can be found here."""
        from toepas_web.search import registry as finding
        from toepas_web.strategy import find

        finding.offer(*find.KINDS)
