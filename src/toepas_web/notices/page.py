"""What any page can show of notices."""

from typing import Any

from django.http import HttpRequest

from toepas_web.notices.models import Notice


def context(request: HttpRequest) -> dict[str, Any]:
    """``unread()`` counts the unread notices of who asks; counted only on pages that show it."""

    def unread() -> int:
        user = getattr(request, "user", None)
        return Notice.objects.unread(user).count() if user is not None and user.is_authenticated else 0

    return {"unread": unread}
