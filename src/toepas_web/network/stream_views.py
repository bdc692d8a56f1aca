"""Workstreams: discussions, decisions, meetings."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toepas.catalogue import sector_name
from toepas_web.network import forms, rules, stream_actions, stream_forms, stream_presenters
from toepas_web.network.counting import RefusedError
from toepas_web.network.dates import dated
from toepas_web.network.models import Meeting
from toepas_web.network.views import answer, chosen
from toepas_web.notices import feeds
from toepas_web.ui.words import words


@require_GET
def streams(request: HttpRequest) -> HttpResponse:
    """Every workstream."""
    return render(request, "network/streams.html", {"rows": stream_presenters.streams(words())})


@never_cache
@require_GET
def stream(request: HttpRequest, code: str) -> HttpResponse:
    """One workstream, as far as who asks may see it."""
    context = stream_presenters.whole(rules.stream(code), request.user, words())
    return render(request, "network/stream.html", context)


@login_required
@require_POST
def seat(request: HttpRequest, code: str) -> HttpResponse:
    """Take part with a member, or no longer."""
    member = chosen(request, rules.speaking(request.user))
    do = stream_actions.leave_seat if request.POST.get("do") == "leave" else stream_actions.take_seat
    do(by=request.user, member=member, stream=rules.stream(code))
    return redirect("network-stream", code=code)


@login_required
@require_POST
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Hear what is new, or no longer."""
    stream_actions.follow(
        by=request.user, stream=rules.reading(request.user, code), wanted=request.POST.get("do") == "follow"
    )
    return redirect("network-stream", code=code)


@login_required
@require_POST
def address(request: HttpRequest, code: str) -> HttpResponse:
    """Make an address for a calendar program, make it anew, or withdraw it."""
    said = words()
    if request.POST.get("do") == "withdraw":
        stream_actions.withdraw_feed(by=request.user, stream=rules.stream(code))
        messages.success(request, said.t("The address is withdrawn. It opens nothing any more."))
    else:
        stream_actions.make_feed(by=request.user, stream=rules.reading(request.user, code))
        messages.success(request, said.t("Here is the address. An earlier one opens nothing any more."))
    return redirect("network-stream", code=code)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a topic, write down a decision (``?decision=yes``) or the minutes of a meeting (``?meeting=id``)."""
    said, today = words(), timezone.localdate()
    seated = rules.seated(request.user, rules.reading(request.user, code))
    asked = request.POST if request.method == "POST" else request.GET
    decision, named = asked.get("decision") == "yes", asked.get("meeting", "")
    held = rules.meeting_held(code, named, timezone.now()) if named and not (decision and request.method == "POST") else None  # fmt: skip
    minutes_of = None if decision else held
    offers = stream_forms.offered(code, timezone.now(), named=held) if decision else None
    start = {"decided": today.isoformat(), "meeting": named, "title": said.t("Minutes: {title}", title=held.title)[:120] if minutes_of else ""}  # fmt: skip
    form = forms.Typed(said, request.POST if request.method == "POST" else None, start)
    read = stream_forms.read_topic(form)
    if offers:
        read |= stream_forms.read_decision(form, today, offers)
    elif minutes_of:
        read["meeting"] = minutes_of
    if request.method == "GET":
        form.problems.clear()
    elif not form.problems:
        try:
            made = stream_actions.write(
                by=request.user, member=chosen(request, seated), stream=code, lang=said.lang, **read
            )
            return redirect("network-topic", post_id=made.pk)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
    speakers = [(str(one.pk), one.shown["name"]) for one in seated]
    context = stream_presenters.writing(form, code, offers, minutes_of)
    return answer(request, "network/write.html", form, speakers=speakers, edits=False, **context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, post_id: uuid.UUID) -> HttpResponse:
    """A topic with its answers; one more can be written."""
    said, found = words(), rules.post_for(request.user, post_id)
    if found.parent is not None:
        return redirect("network-topic", post_id=found.parent_id)
    form = forms.Typed(said, request.POST if request.method == "POST" else None)
    text = form.text("text", "post")
    if request.method == "GET":
        form.problems.clear()
    elif not form.problems:
        member = chosen(request, rules.seated(request.user, found.stream))
        try:
            stream_actions.write(
                by=request.user, member=member, stream=found.stream, text=text, lang=said.lang, topic=found
            )
            return redirect("network-topic", post_id=found.pk)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
    return answer(request, "network/topic.html", form, **stream_presenters.topic(found, request.user, said))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, post_id: uuid.UUID) -> HttpResponse:
    """Say a post of one's own otherwise."""
    said, found = words(), rules.own_post(request.user, post_id)
    form = forms.Typed(said, request.POST if request.method == "POST" else None, stream_presenters.typed(found))
    read = {"title": form.text("title") if found.title else "", "text": form.text("text", "post")}
    offers = stream_forms.offered(found.stream, timezone.now(), found) if found.decided else None
    if offers:
        read |= stream_forms.read_decision(form, timezone.localdate(), offers)
    if request.method == "POST" and not form.problems:
        try:
            stream_actions.edit(by=request.user, post=found, **read)
        except RefusedError as error:
            messages.error(request, forms.refused(str(error), said))
        return redirect("network-topic", post_id=found.parent_id or found.pk)
    context = stream_presenters.writing(form, found.stream, offers)
    return answer(request, "network/write.html", form, edits=True, speakers=[], **context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, post_id: uuid.UUID) -> HttpResponse:
    """Remove a post; the reason is shown in its place."""
    said, found = words(), rules.removable(request.user, post_id)
    form = forms.Typed(said, request.POST if request.method == "POST" else None)
    reason = form.text("reason", "reason")
    if request.method == "GET":
        form.problems.clear()
    elif not form.problems:
        stream_actions.remove(by=request.user, post=found, reason=reason)
        return redirect("network-topic", post_id=found.parent_id or found.pk)
    return answer(request, "network/remove.html", form, post=found)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def meet(request: HttpRequest, code: str) -> HttpResponse:
    """Call a meeting."""
    said = words()
    seated = rules.seated(request.user, rules.reading(request.user, code))
    start = {"zone": timezone.get_current_timezone_name(), "minutes": "60"}
    form = forms.Typed(said, request.POST if request.method == "POST" else None, start)
    read = stream_forms.read_meeting(form, timezone.now())
    if request.method == "GET":
        form.problems.clear()
    elif not form.problems:
        member = chosen(request, seated)
        try:
            stream_actions.call_meeting(by=request.user, member=member, stream=code, lang=said.lang, **read)
            return redirect("network-stream", code=code)
        except RefusedError as error:
            form.problems.append(("", forms.refused(str(error), said)))
    speakers = [(str(one.pk), one.shown["name"]) for one in seated]
    context = {
        "code": code,
        "name": sector_name(code, said),
        "zones": [(zone, zone) for zone in stream_forms.zones()],
        "speakers": speakers,
    }
    return answer(request, "network/meet.html", form, **context)


@never_cache
@login_required
@require_GET
def meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A meeting with its minutes and decisions."""
    found = rules.meeting_read(request.user, meeting_id)
    return render(request, "network/meeting.html", stream_presenters.gathering(found, request.user, words()))


@login_required
@require_POST
def cancel(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Cancel a meeting."""
    found = rules.meeting_for(request.user, meeting_id)
    stream_actions.cancel_meeting(by=request.user, meeting=found)
    return redirect("network-stream", code=found.stream)


@never_cache
@require_GET
def calendar(_request: HttpRequest, key: str) -> HttpResponse:
    """The meetings for a calendar program, which cannot sign in: the address holds a key of one account."""
    said, code = words(), rules.feed_of(key).stream
    meetings = [dated(one, said) for one in Meeting.objects.filter(stream=code)]
    return feeds.answer(meetings, said.t("Workstream {name}", name=sector_name(code, said)), said)
