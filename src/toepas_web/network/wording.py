"""What pacts, states and notices of the alliance are called."""

from __future__ import annotations

from collections.abc import Mapping

from toepas.catalogue import sector_name
from toepas.kernel import Words
from toepas_web.network.models import Document, Introduction, Meeting, Member, Post


def pact_name(pact: str, said: Words) -> str:
    """What a pledge belongs to."""
    return {
        "ai-pact": said.t("AI Pact"),
        "pact-for-skills": said.t("Pact for Skills"),
        "own": said.t("A pledge of its own"),
    }[pact]


def state_name(state: str, said: Words) -> str:
    """How far something is on its way to being shown."""
    return {
        Member.SENT: said.t("waits to be looked at"),
        Member.SETTLED: said.t("shown"),
        Member.REFUSED: said.t("not shown"),
    }[state]


def side_name(side: str, said: Words) -> str:
    """As what a member is found."""
    return {
        "mentor": said.t("mentor"),
        "founder": said.t("founder"),
        "provider": said.t("provider"),
        "user": said.t("user"),
    }[side]


def side_names(side: str, said: Words) -> str:
    """Several of them."""
    return {
        "mentor": said.t("Mentors"),
        "founder": said.t("Founders"),
        "provider": said.t("Providers"),
        "user": said.t("Users"),
    }[side]


def asked(values: Mapping[str, str], said: Words) -> str | None:
    """The notice that a member would like to get in touch."""
    found = Introduction.objects.waiting().filter(pk=values["introduction"]).select_related("mine__member").first()
    if found is None:
        return None
    return said.t("{name} would like to get in touch with you.", name=found.mine.member.shown["name"])


def answered(values: Mapping[str, str], said: Words) -> str | None:
    """The notice of the answer."""
    found = Introduction.objects.filter(pk=values["introduction"]).select_related("theirs__member").first()
    if found is None:
        return None
    name = found.theirs.member.shown["name"]
    if found.state == Introduction.ACCEPTED:
        return said.t("{name} agreed to get in touch.", name=name)
    if found.state == Introduction.ENDED:
        return said.t("A member that you were in touch with ended it.")
    if not found.named:
        return said.t("A member that you asked does not want to get in touch.")
    return said.t("{name} does not want to get in touch.", name=name)


def written(values: Mapping[str, str], said: Words) -> str | None:
    """The notice of a new post or document. Its text is not in it: who left the workstream may no longer read it."""
    what, pk = (Document, values["document"]) if "document" in values else (Post, values["post"])
    there = what.objects.filter(pk=pk, removed="").first()
    return said.t("New in the workstream {name}.", name=sector_name(there.stream, said)) if there else None


def removed(values: Mapping[str, str], said: Words) -> str | None:
    """The notice that a moderator removed a post."""
    post = Post.objects.filter(pk=values["post"]).first()
    return said.t("A moderator removed what you wrote: {reason}", reason=post.reason) if post else None


def called(values: Mapping[str, str], said: Words) -> str | None:
    """The notice of a meeting, or that it was cancelled."""
    meeting = Meeting.objects.filter(pk=values["meeting"]).first()
    if meeting is None:
        return None
    name = sector_name(meeting.stream, said)
    if meeting.cancelled:
        return said.t("A meeting of the workstream {name} was cancelled.", name=name)
    return said.t("A meeting of the workstream {name} was called.", name=name)
