"""Telling people: rows now, the sending after the commit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import translation

from core.errors import Sentence
from core.models import Channel, Notification, Robot

from .choosing import wanted
from .kinds import find
from .reading import forget_counts
from .sending import hand_over_queue


@dataclass(frozen=True)
class Message:
    """What is said. Title and text are written in each reader's own language.

    ``facts`` fill ``%(name)s`` in both.
    """

    title: Sentence
    text: Sentence = ""
    url: str = ""
    subject: models.Model | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def row(self, language: str, **to: Any) -> Notification:
        with translation.override(language or settings.LANGUAGE_CODE):
            title, text = (
                str(said) % self.facts if self.facts else str(said)
                for said in (self.title, self.text)
            )
        about = self.subject
        return Notification(
            title=title[:200],
            text=text,
            url=self.url,
            subject_type=ContentType.objects.get_for_model(about) if about else None,
            subject_id=about.pk if about else None,
            **to,
        )


@transaction.atomic
def notify(
    kind: str,
    recipients: Iterable[Any],
    message: Message,
    *,
    at: datetime,
    once: str = "",
) -> int:
    """Tell these people, each by the ways they chose, and the groups whose robots have the kind.

    Writes one row for each person and way; letters and robots leave after the commit. The same
    ``once`` tells nobody twice. Answers to how many people there was something to say.
    """
    people = {person.pk: person for person in recipients if person.is_active}
    ways = wanted(kind, people.values())
    same = {"kind": kind, "once": once, "created_at": at, "send_after_at": at}
    rows = [
        message.row(person.language, recipient=person, channel=way, **same)
        for key, person in people.items()
        for way in sorted(ways[key])
    ]
    if find(kind).for_groups:
        rows += [
            message.row("", robot=robot, channel=Channel.ROBOT, **same)
            for robot in Robot.objects.filter(is_active=True)
            if kind in robot.kinds
        ]
    for row in rows:
        if row.channel == Channel.PAGE:
            row.state, row.sent_at = Notification.State.SENT, at
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    forget_counts(people)
    if any(row.channel != Channel.PAGE for row in rows):
        transaction.on_commit(hand_over_queue)
    return sum(bool(each) for each in ways.values())
