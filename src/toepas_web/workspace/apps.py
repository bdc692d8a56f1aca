"""The workspace of advisers."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """A hub's customers and its report."""

    name = "toepas_web.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Say what is kept of an organisation here, and open a file for every customer that agrees."""
        from toepas_web.organisations import holdings
        from toepas_web.search import registry as finding
        from toepas_web.workspace import agreeing, find
        from toepas_web.workspace.holding import HOLDING

        holdings.register(HOLDING)
        agreeing.listen()
        finding.offer(*find.KINDS)
