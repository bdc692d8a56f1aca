"""``toepas manage marks``: works out anew what partner texts tell, where that was done by an older version or without the model."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from toepas_web.network.models import Partner
from toepas_web.network.partner_actions import mark_again
from toepas_web.ui.words import words


class Command(BaseCommand):
    """Works out anew what partner texts tell."""

    help = "Works out anew what partner texts tell, where that was done by an older version or without the model."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do it and say of how many."""
        done = mark_again(Partner.objects.prefetch_related("told").order_by("pk").iterator(chunk_size=200))
        self.stdout.write(words().n("One text was worked out anew.", "{n} texts were worked out anew.", done))
