"""The cast: the people every test is about.

Each person is a fixture; ``li_min_client`` (any name + ``_client``) is the browser they are logged
in with. Nobody is created before somebody asks for them.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.test import Client

from accounts.enums import RoleCode
from accounts.factories import DepartmentFactory, RegionFactory, UserFactory
from accounts.models import Department, Region, User

PASSWORD = "yellow river 2026"


class Person(NamedTuple):
    name: str
    roles: tuple[str, ...]
    department: str = "sales"
    region: str = ""


# username: who they are. The username is the name of the fixture.
CAST: dict[str, Person] = {
    "li_min": Person("李敏", (RoleCode.ASSISTANT,)),
    "zhang_lan": Person("张兰", (RoleCode.ASSISTANT,)),
    "zhou_ting": Person("周婷", (RoleCode.SUPERVISOR,)),
    "wang_jianguo": Person("王建国", (RoleCode.SALESPERSON,), region="HZ"),
    "zhao_lei": Person("赵磊", (RoleCode.SALESPERSON,), region="HD"),
    "chen_zhiqiang": Person("陈志强", (RoleCode.REGIONAL_MANAGER,), region="HD"),
    "fang_wen": Person("方文", (RoleCode.SALES_MANAGER,)),
    "gu_mingyuan": Person("顾明远", (RoleCode.EXECUTIVE,), department="board"),
    "sun_xiaoyan": Person("孙晓燕", (RoleCode.FINANCE,), department="finance"),
    "xu_jing": Person("许静", (RoleCode.HR,), department="hr"),
    "he_ping": Person("何平", (RoleCode.FULFILMENT,), department="production"),
    "ma_qiang": Person("马强", (RoleCode.FULFILMENT,), department="warehouse"),
    "shen_yan": Person("沈岩", (RoleCode.AUDITOR,), department="audit"),
    "tang_wei": Person("唐伟", (RoleCode.ADMIN,), department="it"),
    "lin_yu": Person("林宇", (), department="other"),
}
OF_ROLE = {role: name for name, person in reversed(CAST.items()) for role in person.roles}
OUTSIDER = "lin_yu"

DEPARTMENTS = {
    "sales": ("XS", "销售部", Department.Kind.SALES),
    "board": ("ZJ", "总经办", Department.Kind.OTHER),
    "finance": ("CW", "财务部", Department.Kind.FINANCE),
    "hr": ("RL", "人力资源部", Department.Kind.HR),
    "production": ("SC", "生产部", Department.Kind.PRODUCTION),
    "warehouse": ("CK", "成品仓库", Department.Kind.WAREHOUSE),
    "audit": ("SJ", "审计部", Department.Kind.OTHER),
    "it": ("XX", "信息部", Department.Kind.OTHER),
    "other": ("QT", "后勤部", Department.Kind.OTHER),
}
REGIONS = {"HZ": "华中", "HD": "华东"}


def create_person(username: str) -> User:
    """The person of the cast, made when first asked for."""
    if found := User.objects.filter(username=username).first():
        return found
    person = CAST[username]
    code, name, kind = DEPARTMENTS[person.department]
    return UserFactory(
        username=username,
        full_name=person.name,
        roles=person.roles,
        department=DepartmentFactory(code=code, name=name, kind=kind),
        region=_region(person.region) if person.region else None,
    )


def _region(code: str) -> Region:
    return RegionFactory(code=code, name=REGIONS[code])


@pytest.fixture
def central_china(db: None) -> Region:
    """华中, where 王建国 sells."""
    return _region("HZ")


@pytest.fixture
def east_china(db: None) -> Region:
    """华东, where 陈志强 manages and 赵磊 sells."""
    return _region("HD")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which this person is logged in."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in


@pytest.fixture
def anyone(db: None) -> Callable[[str], User]:
    """The person of the cast who holds the role ('' for the outsider), for parametrised tests."""
    return lambda role: create_person(OF_ROLE[role] if role else OUTSIDER)


def _person_fixture(username: str):
    @pytest.fixture(name=username)
    def person(db: None) -> User:
        return create_person(username)

    return person


def _client_fixture(username: str):
    @pytest.fixture(name=f"{username}_client")
    def client(db: None, client_of: Callable[[User], Client]) -> Client:
        return client_of(create_person(username))

    return client


for _username in CAST:
    globals()[f"_{_username}"] = _person_fixture(_username)
    globals()[f"_{_username}_client"] = _client_fixture(_username)
