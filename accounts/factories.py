"""People for tests and for the demo company."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.enums import RoleCode
from accounts.models import (
    Department,
    Deputy,
    PasswordRecord,
    Region,
    RoleGrant,
    SecondPair,
    User,
)


class DepartmentFactory(DjangoModelFactory[Department]):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"D{n:03}")
    name = factory.LazyAttribute(lambda o: f"部门{o.code}")
    kind = Department.Kind.SALES


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"R{n:03}")
    name = factory.LazyAttribute(lambda o: f"片区{o.code}")


class UserFactory(DjangoModelFactory[User]):
    """A person; ``roles=[...]`` gives roles, no password is usable unless ``password`` is given."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    full_name = factory.LazyAttribute(lambda o: o.username)
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, **kwargs)

    @factory.post_generation
    def roles(self: Any, create: Any, codes: Sequence[str] | None, **_: Any) -> None:
        if create and codes:
            RoleGrant.objects.bulk_create(RoleGrant(user=self, role=code) for code in codes)


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = RoleCode.ASSISTANT


class DeputyFactory(DjangoModelFactory[Deputy]):
    class Meta:
        model = Deputy

    principal = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    from_on = date(2026, 11, 1)
    to_on = date(2026, 11, 30)


class SecondPairFactory(DjangoModelFactory[SecondPair]):
    class Meta:
        model = SecondPair
        django_get_or_create = ("what", "maker_role", "second_role")

    what = factory.Sequence(lambda n: f"orders.step_{n}")
    maker_role = RoleCode.ASSISTANT
    second_role = RoleCode.SUPERVISOR


class PasswordRecordFactory(DjangoModelFactory[PasswordRecord]):
    class Meta:
        model = PasswordRecord

    user = factory.SubFactory(UserFactory)
    encoded = "!"
    set_at = datetime(2026, 11, 1, tzinfo=UTC)
