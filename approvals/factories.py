"""Flows and requests for tests and for the demo company."""

from datetime import UTC, datetime
from typing import Any

import factory
from django.contrib.contenttypes.models import ContentType
from factory.django import DjangoModelFactory

from accounts.enums import RoleCode
from accounts.factories import DepartmentFactory, UserFactory
from accounts.models import Department
from approvals.enums import SignerKind, Verdict
from approvals.models import (
    Assignment,
    Decision,
    Flow,
    FlowStep,
    FlowVersion,
    Request,
    RequestReader,
    RequestStep,
)

FRIDAY_MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai


class FlowFactory(DjangoModelFactory[Flow]):
    class Meta:
        model = Flow

    kind = factory.Sequence(lambda n: f"trial.kind_{n}")
    name = factory.LazyAttribute(lambda o: f"流程 {o.kind}")


class FlowStepFactory(DjangoModelFactory[FlowStep]):
    class Meta:
        model = FlowStep

    flow = factory.SubFactory(FlowFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = "审批"
    signer = SignerKind.ROLE
    role = RoleCode.SALES_MANAGER


class FlowVersionFactory(DjangoModelFactory[FlowVersion]):
    class Meta:
        model = FlowVersion

    flow = factory.SubFactory(FlowFactory)
    number = factory.Sequence(lambda n: n + 1)
    made_at = FRIDAY_MORNING


class RequestFactory(DjangoModelFactory[Request]):
    """A request under way about a department of its own."""

    class Meta:
        model = Request

    kind = factory.LazyAttribute(lambda o: o.flow_version.flow.kind)
    title = "试用"
    flow_version = factory.SubFactory(FlowVersionFactory)
    maker = factory.SubFactory(UserFactory, roles=[RoleCode.ASSISTANT])
    submitted_at = FRIDAY_MORNING

    class Params:
        about: Any = factory.SubFactory(DepartmentFactory)

    subject_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(Department))
    subject_id = factory.LazyAttribute(lambda o: o.about.pk)
    subject_text = factory.LazyAttribute(lambda o: str(o.about))


class RequestStepFactory(DjangoModelFactory[RequestStep]):
    class Meta:
        model = RequestStep

    request = factory.SubFactory(RequestFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = "审批"
    role = RoleCode.SALES_MANAGER
    opened_at = FRIDAY_MORNING


class AssignmentFactory(DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    step = factory.SubFactory(RequestStepFactory)
    request = factory.LazyAttribute(lambda o: o.step.request)
    person = factory.SubFactory(UserFactory, roles=[RoleCode.SALES_MANAGER])
    maker = factory.LazyAttribute(lambda o: o.request.maker)
    since_at = FRIDAY_MORNING


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    request = factory.SubFactory(RequestFactory)
    verdict = Verdict.COMMENTED
    maker = factory.LazyAttribute(lambda o: o.request.maker)
    decided_by = factory.SubFactory(UserFactory)
    at = FRIDAY_MORNING


class RequestReaderFactory(DjangoModelFactory[RequestReader]):
    class Meta:
        model = RequestReader

    request = factory.SubFactory(RequestFactory)
    person = factory.SubFactory(UserFactory, roles=[RoleCode.ASSISTANT])
    added_by = factory.LazyAttribute(lambda o: o.request.maker)
    added_at = FRIDAY_MORNING
