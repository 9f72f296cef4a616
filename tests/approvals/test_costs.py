"""A decision costs the same whatever the flow's length; what waits is one query."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.factories import UserFactory
from approvals.factories import FRIDAY_MORNING as AT
from approvals.models import Request
from approvals.selectors import tasks_of
from approvals.services import request_approve


@pytest.fixture
def cost(a_flow, ask, li_min):
    """How many queries the first signature of a flow with that many steps takes."""

    def counted(steps: int) -> int:
        people = [UserFactory(roles=["executive"]) for _ in range(steps)]
        a_flow(*({"person": person, "hours": 4} for person in people))
        request = ask(li_min)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            request_approve(actor=people[0], approval=request, at=AT)
        return len(caught)

    return counted


def test_three_steps(cost):
    assert cost(3) == STEPS_COST


def test_thirty_steps(cost):
    assert cost(30) == STEPS_COST


# Lock and read, own task, deputies, write, the steps left, their people, the next one, the trail.
STEPS_COST = 18


def test_what_waits_is_read_in_one_query(a_flow, ask, li_min, fang_wen, django_assert_num_queries):
    a_flow("sales_manager")
    for _ in range(3):
        ask(li_min)
    assert Request.objects.count() == 3
    with django_assert_num_queries(1):
        assert len(tasks_of(fang_wen, date(2026, 11, 20)).select_related("request")) == 3
