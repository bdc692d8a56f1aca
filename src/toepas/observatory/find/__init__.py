"""The question box: a question in words, the view that answers it, and what was understood and what not."""

from toepas.observatory.find.decide import find, warm_find
from toepas.observatory.find.found import Found, Understood

__all__ = ["Found", "Understood", "find", "warm_find"]
