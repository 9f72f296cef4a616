"""Higher apps take part inside the transaction, or are told after it."""

import logging
from typing import Any

import pytest
from django.db import transaction

from core import events, hooks
from core.errors import BusinessError
from core.events import Event
from tests.ground.models import Paper


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_hooks", {})
    monkeypatch.setattr(events, "_subscriptions", {})


def test_a_hook_asks_its_receivers_in_order() -> None:
    hook = hooks.Hook("papers.closing")
    hook.receiver(lambda day: day + 1)
    hook.receiver(lambda day: day + 2)
    assert hook.run(day=1) == [2, 3]


def test_a_receiver_may_refuse() -> None:
    hook = hooks.Hook("papers.closing")

    @hook.receiver
    def refuse() -> None:
        raise BusinessError("Not today.")

    with pytest.raises(BusinessError, match="Not today"):
        hook.run()


def test_a_receiver_registered_twice_runs_once_and_a_name_is_taken_once() -> None:
    hook = hooks.Hook("papers.closing")
    called: list[int] = []

    def receive() -> None:
        called.append(1)

    hook.receiver(receive)
    hook.receiver(receive)
    hook.run()
    assert called == [1]
    with pytest.raises(ValueError, match=r"papers\.closing"):
        hooks.Hook("papers.closing")


@pytest.mark.django_db
def test_subscribers_are_told_after_commit(django_capture_on_commit_callbacks: Any) -> None:
    told: list[Event] = []
    events.subscriber("papers.paper_verified")(told.append)
    paper = Paper.objects.create(name="合同")
    with django_capture_on_commit_callbacks(execute=True):
        events.announce("papers.paper_verified", paper, by=7)
        assert told == []
    assert told == [Event("papers.paper_verified", "ground.paper", paper.pk, {"by": 7})]
    assert told[0].subject() == paper


@pytest.mark.django_db(transaction=True)
def test_a_roll_back_tells_nobody() -> None:
    told: list[Event] = []
    events.subscriber("papers.paper_verified")(told.append)
    paper = Paper.objects.create(name="合同")
    with transaction.atomic():
        events.announce("papers.paper_verified", paper)
        transaction.set_rollback(True)
    assert told == []


@pytest.mark.django_db
def test_a_failing_subscriber_harms_nobody_and_is_tried_again(
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Event] = []
    again: list[str] = []
    monkeypatch.setattr(events, "hand_over", [lambda key, event: again.append(key)])

    @events.subscriber("papers.paper_verified")
    def fail(event: Event) -> None:
        raise RuntimeError("the robot is away")

    events.subscriber("papers.paper_verified")(told.append)
    paper = Paper.objects.create(name="合同")
    with (
        caplog.at_level(logging.ERROR, "events"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        events.announce("papers.paper_verified", paper)
    assert len(told) == 1
    assert again == [f"{fail.__module__}.{fail.__qualname__}"]
    assert "the robot is away" in caplog.text


@pytest.mark.django_db
def test_a_background_subscriber_is_told_by_a_worker(
    django_capture_on_commit_callbacks: Any,
) -> None:
    told: list[Event] = []

    @events.subscriber("papers.paper_verified", background=True)
    def tell(event: Event) -> None:
        told.append(event)

    paper = Paper.objects.create(name="合同")
    with django_capture_on_commit_callbacks(execute=True):
        events.announce("papers.paper_verified", paper, ids=[1, 2])
    assert told == [Event("papers.paper_verified", "ground.paper", paper.pk, {"ids": [1, 2]})]


@pytest.mark.django_db
def test_a_payload_carries_ids_not_records() -> None:
    paper = Paper.objects.create(name="合同")
    with pytest.raises(TypeError, match="other"):
        events.announce("papers.paper_verified", paper, other=paper)
