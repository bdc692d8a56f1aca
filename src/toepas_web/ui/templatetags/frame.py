"""Sets pages of the accounts package inside our layout, which is written in the other template language."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from toepas_web.ui.words import words

register = template.Library()


@register.simple_tag(takes_context=True)
def page_top(context: Any, title: str) -> SafeString:
    """Everything above the content of a page."""
    return _ours("ui/top.html", {"title": title.strip()}, context)


@register.simple_tag(takes_context=True)
def page_bottom(context: Any) -> SafeString:
    """Everything below it."""
    return _ours("ui/bottom.html", {}, context)


def _ours(name: str, values: dict[str, str], context: Any) -> SafeString:
    # Our own templates escape every text themselves.
    return mark_safe(render_to_string(name, values, request=context["request"]))  # noqa: S308


@register.simple_tag
def site_text(name: str) -> str:
    """A sentence of ours inside such a page."""
    said = words()
    return {"problem": said.t("There is a problem")}[name]
