"""Everything that the alliance keeps; the parts stand in modules of their own."""

from toepas_web.alliance.call_models import Appeal, Application, Call, Decision, Panelist, Review
from toepas_web.alliance.pipeline_models import Project, Shown, Step

__all__ = ["Appeal", "Application", "Call", "Decision", "Panelist", "Project", "Review", "Shown", "Step"]
