"""Who agreed to be found, as what and within which limits, and who asked whom to get in touch."""

from __future__ import annotations

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from toepas.match import Mark, Terms
from toepas_web.network.limits import answer_days, named_days

LISTS = ("sectors", "languages", "countries", "regions", "levels")


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Reads of partner texts."""

    def standing(self) -> PartnerQuerySet:
        """Those of members that everybody sees, whose contact still belongs to the organisation."""
        within = self.filter(contact__memberships__organisation=models.F("member__organisation"))
        return within.filter(contact__is_active=True).exclude(member__shown={})


class Partner(models.Model):
    """What a member seeks and offers, by consent; ``contact`` is the account whose address goes to who both agreed with.

    ``region``: where it is, a code of NUTS 2; what its organisation once wrote of its region stays with the organisation, as text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField("network.Member", on_delete=models.CASCADE, related_name="partner")
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="partners")
    seeks = models.TextField(blank=True)
    offers = models.TextField(blank=True)
    lang = models.CharField(max_length=2)
    region = models.CharField(max_length=4, blank=True)
    changed = models.DateTimeField(auto_now=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("changed", "id")

    def __str__(self) -> str:
        """The id."""
        return str(self.id)


class Told(models.Model):
    """What one of the two texts of a partner tells, worked out when it was written: thousands are compared at a time."""

    SEEKS, OFFERS = "seeks", "offers"

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="told")
    which = models.CharField(max_length=6)
    purposes = models.TextField(blank=True)
    words = models.TextField(blank=True)
    vector = models.BinaryField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("partner", "which"), name="one_mark_per_text")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.partner_id} {self.which}"

    @property
    def mark(self) -> Mark:
        """As it is compared."""
        return mark_from(self.purposes, self.words, self.vector, self.made_by)


def mark_from(purposes: str, words: str, vector: bytes, made_by: str) -> Mark:
    """A mark from its columns."""
    return Mark(purposes=tuple(purposes.split()), words=tuple(words.split()), vector=bytes(vector), made_by=made_by)


class Side(models.Model):
    """As what a member is found (mentor, founder, provider, user) and within which limits. Lists are codes between spaces; empty is not said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="sides")
    side = models.CharField(max_length=10, db_index=True)
    sectors = models.TextField(blank=True)
    languages = models.TextField(blank=True)
    countries = models.TextField(blank=True)
    regions = models.TextField(blank=True)
    levels = models.TextField(blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    most = models.PositiveSmallIntegerField(null=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("changed", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("partner", "side"), name="once_per_side")
        ]

    def __str__(self) -> str:
        """For people who look into the database."""
        return f"{self.partner_id} {self.side}"

    @property
    def taken(self) -> int:
        """How many a giver helps now."""
        return self.partner.helped.filter(about=self.side, state=Introduction.ACCEPTED).count()

    def terms(self, taken: int) -> Terms:
        """As they are compared."""
        lists = {name: tuple(getattr(self, name).split()) for name in LISTS}
        home = self.partner.member.organisation.country
        return Terms(**lists, home=home, region=self.partner.region, hours=self.hours, most=self.most, taken=taken)


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Reads of introductions."""

    def waiting(self) -> IntroductionQuerySet:
        """Those that can still be answered."""
        return self.filter(state=Introduction.ASKED, made__gt=timezone.now() - answer_days())

    def lapsed(self) -> IntroductionQuerySet:
        """Those that nobody answered in time."""
        return self.filter(state=Introduction.ASKED, made__lte=timezone.now() - answer_days())

    def forgotten(self) -> IntroductionQuerySet:
        """Those that nobody answered in time, so long ago that neither is told of the other any more."""
        return self.filter(state=Introduction.ASKED, made__lte=timezone.now() - answer_days() - named_days())


class Introduction(models.Model):
    """One member asks another to get in touch. Only what is accepted, and has not ended, shows addresses, to both.

    ``about`` is mentor or provider where it is about that, and ``giver`` is then who helps: its places are counted by these. What is over
    (declined, ended, never answered) names the other for a while; after that it only keeps one from being asked by the same again.
    """

    ASKED, ACCEPTED, DECLINED, ENDED = "asked", "accepted", "declined", "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mine = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="sent")
    theirs = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="received")
    giver = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, related_name="helped")
    about = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, default=ASKED)
    made = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True)
    """When it was last answered or ended."""

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ("made", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("mine", "theirs"), name="one_introduction_per_pair")
        ]

    def __str__(self) -> str:
        """The id."""
        return str(self.id)

    @property
    def over(self) -> datetime.datetime | None:
        """Since when nothing comes of it any more; None while it waits or both are in touch."""
        if self.state == self.ACCEPTED:
            return None
        if self.state == self.ASKED:
            end = self.made + answer_days()
            return end if end <= timezone.now() else None
        return self.settled or self.made

    @property
    def named(self) -> bool:
        """Whether each is still told who the other is."""
        return self.over is None or self.over + named_days() > timezone.now()
