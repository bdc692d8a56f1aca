"""The strategy."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The actions of the strategy, their money, and what countries say of them."""

    name = "toepas_web.strategy"
    label = "strategy"
