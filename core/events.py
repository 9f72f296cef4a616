"""What happened, told after commit to whoever subscribed.

A subscriber may fail without harm to what happened: the failure is logged and tried again in the
background. Payloads carry ids and plain values, never records.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from django.apps import apps
from django.db import models, transaction

logger = logging.getLogger("events")


@dataclass(frozen=True)
class Event:
    """Something that happened to a record."""

    name: str
    subject_type: str
    subject_id: int
    payload: dict[str, Any] = field(default_factory=dict)
    # The same however often it is told: what a subscriber does once, it does once by this.
    uid: str = field(default="", compare=False)

    def subject(self) -> models.Model | None:
        """The record as it stands now; None when it is gone."""
        return apps.get_model(self.subject_type)._base_manager.filter(pk=self.subject_id).first()


Told = Callable[[Event], Any]
Function = TypeVar("Function", bound=Told)


@dataclass(frozen=True)
class Subscription:
    """One function that is told of one event."""

    key: str
    event: str
    told: Told
    background: bool


_subscriptions: dict[str, list[Subscription]] = {}


def subscriber(name: str, *, background: bool = False) -> Callable[[Function], Function]:
    """Tell the function of the event; with ``background``, in a worker."""

    def register(function: Function) -> Function:
        key = f"{function.__module__}.{function.__qualname__}"
        here = _subscriptions.setdefault(name, [])
        here[:] = [known for known in here if known.key != key]
        here.append(Subscription(key, name, function, background))
        return function

    return register


def announce(name: str, subject: models.Model, **payload: Any) -> None:
    """Tell the subscribers once the transaction has committed; a roll-back tells nobody."""
    for key, value in payload.items():
        _check_plain(key, value)
    event = Event(name, subject._meta.label_lower, subject.pk, payload, uuid4().hex)
    for subscription in _subscriptions.get(name, ()):
        transaction.on_commit(partial(_tell, subscription, event))


def deliver(key: str, event: Event) -> None:
    """Tell one subscriber of the event, by its key: the worker's way in."""
    for subscription in _subscriptions.get(event.name, ()):
        if subscription.key == key:
            subscription.told(event)


# Set by core.tasks: hands an event to a worker. Without one, a failure is only logged.
hand_over: list[Callable[[str, Event], None]] = []


def _tell(subscription: Subscription, event: Event) -> None:
    if not subscription.background:
        try:
            with transaction.atomic():
                subscription.told(event)
            return
        except Exception:
            logger.exception("events.failed %s %s", subscription.key, event)
    for give in hand_over:
        try:
            give(subscription.key, event)
        except Exception:
            logger.exception("events.lost %s %s", subscription.key, event)


def _check_plain(key: str, value: Any) -> None:
    if isinstance(value, str | int | float | bool | None):
        return
    if isinstance(value, list | tuple):
        for item in value:
            _check_plain(key, item)
        return
    raise TypeError(f"The payload {key!r} must be an id or a plain value, not {type(value)}.")
