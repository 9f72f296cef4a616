"""A list, pages and services over the people of the office, to try the toolkit on."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import Region, User
from core import audit, secrecy
from core.errors import BusinessError, StaleSave
from core.ui import (
    ActionPage,
    BoolFilter,
    ChoiceFilter,
    Column,
    CreatePage,
    DateFilter,
    DetailPage,
    EditPage,
    Figure,
    ListPage,
    LookupPage,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    Section,
    Tab,
    TextFilter,
    View,
)
from core.ui.forms import Form, ReasonForm


def late(value: Any, *, today: Any) -> Mark | None:
    return Mark("late", "late") if value and value.date() < today else None


class PersonList(RecordList):
    name = "toy_people"
    model = User
    title = "People"
    columns: ClassVar[list[Column]] = [
        Column("username", "Login", kind="code", link=True, phone=3),
        Column("full_name", "Name", phone=1, clip=True),
        Column("region__name", "Region"),
        Column("date_joined", "Joined", kind="datetime"),
        Column("last_login", "Seen", kind="date", mark=late),
        Column("is_active", "Active", kind="bool"),
        Column("weight", "Weight", kind="money", total=True, expression=F("pk") * 10),
        Column("phone", "Phone", secret=secrecy.CONTACT),
        Column("employee_number", "Staff number", hidden=True),
    ]
    filters: ClassVar[list[Any]] = [
        TextFilter("full_name", "Name"),
        BoolFilter("is_active", "Active"),
        ChoiceFilter("language", "Language", choices=[("zh-hans", "Chinese"), ("en", "English")]),
        DateFilter("date_joined", "Joined"),
        ModelFilter("region", "Region", model=Region),
        NumberFilter("weight", "Weight"),
        TextFilter("phone", "Phone", secret=secrecy.CONTACT),
    ]
    search: ClassVar[list[Any]] = ["username", "full_name", ("phone", secrecy.CONTACT)]
    order_by = "username"
    views: ClassVar[list[View]] = [View("active", "Active ones", "is_active=1")]
    detail = "toy:user_detail"

    def rows_for(self) -> QuerySet[User]:
        return User.objects.all()


class People:
    """The rows of every toy page; ``tang_wei`` is hidden from all."""

    def rows(self) -> QuerySet[User]:
        return User.objects.exclude(username="tang_wei")


def user_rename(
    *, actor: User, user: User, full_name: str, seen_version: int | None = None
) -> User:
    if full_name == "nobody":
        raise BusinessError("Nobody is called that.", field="full_name", code="name")
    if full_name == "late":
        raise StaleSave("Somebody was faster.")
    user.full_name = full_name
    user.save(update_fields=["full_name"])
    audit.record(actor=actor, verb="renamed", subject=user)
    return user


def user_add(*, actor: User, full_name: str) -> User:
    return User.objects.create(username=f"toy-{User.objects.count()}", full_name=full_name)


@transaction.atomic
def user_leave(*, actor: User, user: User, reason: str = "") -> User:
    if not user.is_active:
        raise BusinessError("Has left already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


class NameForm(Form):
    full_name = forms.CharField(label="Name", max_length=60)

    def clean_full_name(self) -> str:
        name = self.cleaned_data["full_name"]
        if name == "odd":
            self.warn("odd", "An odd name.")
        return name


class RegionTab(RecordList):
    model = User
    title = "Same superior"
    columns: ClassVar[list[Column]] = [Column("username", "Login", link=True)]
    detail = "toy:user_detail"

    def rows_for(self) -> QuerySet[User]:
        return User.objects.all()


class UserLeavePage(People, ActionPage):
    namespace = "toy"
    model = User
    permission = None
    service = user_leave
    label = "Leave"

    @classmethod
    def why_not(cls, record: User, user: Any = None) -> str:
        return "" if record.is_active else "Has left already."


class UserDismissPage(People, ActionPage):
    namespace = "toy"
    model = User
    permission = "accounts.administer"
    service = user_leave
    form_class = ReasonForm
    label = "Dismiss"


class UserListPage(ListPage):
    namespace = "toy"
    list_class = PersonList
    permission = None
    bulk: ClassVar[list[Any]] = [UserLeavePage]
    create = "toy:user_create"


class UserDetailPage(People, DetailPage):
    namespace = "toy"
    model = User
    permission = None
    sections: ClassVar[list[Section]] = [
        Section(
            "Facts",
            [
                Column("username", "Login"),
                Column("phone", "Phone", secret=secrecy.CONTACT),
            ],
        )
    ]
    tabs: ClassVar[list[Tab]] = [Tab("team", "Team", list_class=RegionTab, by="superior")]

    def figures(self, record: User) -> list[Figure]:
        return [Figure("Amount", 1234), Figure("Bank", "12", kind="text", secret=secrecy.BANK)]


class UserCreatePage(People, CreatePage):
    namespace = "toy"
    model = User
    permission = None
    form_class = NameForm
    service = user_add


class UserEditPage(People, EditPage):
    namespace = "toy"
    model = User
    permission = None
    form_class = NameForm
    service = user_rename


class UserLookupPage(People, LookupPage):
    namespace = "toy"
    model = User
    permission = None
    search: ClassVar[list[Any]] = ["username", "full_name"]
