"""The dossier: everything the act says of a case, as papers a person can act on."""

from toepas.advise.chapters.first_page import verdict
from toepas.advise.chapters.local_test import wanted as asks_for_a_test
from toepas.advise.dossier import files, makers
from toepas.advise.feed import law_feed
from toepas.advise.steps import Action, actions, next_steps
from toepas.advise.view import View

__all__ = ["Action", "View", "actions", "asks_for_a_test", "files", "law_feed", "makers", "next_steps", "verdict"]
