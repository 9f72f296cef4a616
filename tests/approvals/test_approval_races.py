"""Twenty people on the same requests at once: one outcome each, and the whole trail."""

import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import close_old_connections, connection, transaction

from accounts.factories import DepartmentFactory, UserFactory
from approvals.enums import SIGNING, Outcome, RequestStatus, Verdict
from approvals.models import Assignment, Decision, Request
from approvals.services import (
    request_approve,
    request_reject,
    request_return,
    request_submit,
    request_withdraw,
)
from core.errors import BusinessError
from core.models import AuditEntry

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
FINAL = {"approved", "rejected", "withdrawn", "returned"}


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing to race with")


def at_once(deeds):
    """Run the deeds at the same moment; what each came to, None where it was done."""
    ready, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        try:
            ready.wait(timeout=20)
            deed()
        except BusinessError as refusal:
            answers[place] = refusal.code
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


@pytest.fixture
def office(a_flow, li_min):
    """Eighteen executives any of whom may sign, and the maker."""
    people = [UserFactory(roles=["executive"]) for _ in range(18)]
    a_flow("executive")
    return people


def made(maker, count):
    return [
        request_submit(
            actor=maker, kind="trial.move", subject=DepartmentFactory(), digest="", at=AT
        )
        for _ in range(count)
    ]


def test_twenty_people_leave_one_outcome_on_each_request_and_the_whole_trail(office, li_min):
    requests = made(li_min, 5)

    def deeds_of(request, place):
        commands = (request_approve, request_return, request_reject)
        command = commands[place % 3]
        more = {} if command is request_approve else {"reason": "再议"}
        return lambda: command(actor=office[place], approval=request, at=AT, **more)

    for request in requests:
        deeds = [deeds_of(request, place) for place in range(18)]
        deeds += [lambda: request_withdraw(actor=li_min, approval=request, at=AT)] * 2  # noqa: B023
        answers = at_once(deeds)

        done = [place for place, answer in enumerate(answers) if answer is None]
        refusals = {answer for answer in answers if answer}
        # Returned, a request may still be withdrawn by its maker: the only second act there is.
        request.refresh_from_db()
        trail = list(
            Decision.objects.filter(request=request)
            .order_by("id")
            .values_list("verdict", flat=True)
        )
        assert trail[0] == Verdict.SUBMITTED
        assert len(trail) == 1 + len(done)
        assert trail[-1] == request.status
        assert len(done) == (2 if trail[1:] == ["returned", "withdrawn"] else 1)
        assert refusals <= {"decided", "illegal_move"}
        assert request.status in FINAL
        assert not Assignment.objects.filter(request=request, outcome=Outcome.OPEN).exists()
        assert Decision.objects.filter(request=request, verdict__in=SIGNING).count() <= 1
        moved = AuditEntry.objects.about(request).exclude(verb="approvals.request_submitted")
        assert moved.count() == len(done)


def test_where_all_have_to_sign_everybody_counts_once(a_flow, li_min):
    people = [UserFactory(roles=["executive"]) for _ in range(20)]
    a_flow({"role": "executive", "needs_all": True})
    (request,) = made(li_min, 1)
    answers = at_once(
        [lambda p=person: request_approve(actor=p, approval=request, at=AT) for person in people]
    )
    request.refresh_from_db()
    assert answers == [None] * 20
    assert request.status == RequestStatus.APPROVED
    signed = Decision.objects.filter(request=request, verdict=Verdict.APPROVED)
    assert Counter(signed.values_list("decided_by", flat=True)) == {p.pk: 1 for p in people}


def test_the_same_person_with_two_windows_signs_once(office, li_min):
    (request,) = made(li_min, 1)
    deed = lambda: request_approve(actor=office[0], approval=request, at=AT)  # noqa: E731
    assert sorted(at_once([deed, deed]), key=str) == [None, "decided"]


def test_the_same_record_is_asked_about_once(office, li_min):
    department = DepartmentFactory()

    def submit():
        request_submit(actor=li_min, kind="trial.move", subject=department, at=AT)

    assert sorted(at_once([submit] * 4), key=str) == [None, *["under_approval"] * 3]


def test_without_the_lock_two_decide_the_same(office, li_min):
    (request,) = made(li_min, 1)
    both_read, decided = threading.Barrier(2), []

    def decide(status):
        with transaction.atomic():
            row = Request.objects.get(pk=request.pk)
            both_read.wait(timeout=10)
            if row.status == RequestStatus.WAITING:
                Request.objects.filter(pk=row.pk).update(status=status)
                decided.append(status)

    at_once([lambda: decide("approved"), lambda: decide("rejected")])
    assert sorted(decided) == ["approved", "rejected"]
