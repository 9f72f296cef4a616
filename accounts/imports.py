"""People a file may bring in: salespeople of past years, without log-in."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import Region, RoleGrant, User
from core.imports import ImportColumn, ImportContext, ImportPreset, ModelImport, Row, register
from core.imports.references import by_any_of, made
from core.imports.row import State


@register
class PeopleImport(ModelImport):
    """Salespeople: accounts that cannot log in until an administrator lets them."""

    name = "people"
    label = _("Salespeople")
    permission = "accounts.import_people"
    takes_historical = True
    model = User
    key = ("username",)
    repeats = "first"
    notes = [
        _("New people cannot log in until an administrator activates them."),
        _("A historical file may name new regions; they are made."),
    ]
    columns = [
        ImportColumn(
            "username",
            _("Log-in name"),
            kind="code",
            required=True,
            aliases=["工号", "EmployeeID", "地区经理", "业务员", "登录名"],
            example="wangjg",
            max_length=150,
        ),
        ImportColumn(
            "full_name",
            _("Name"),
            aliases=["姓名", "LastName", "地区经理姓名"],
            example="王建国",
            max_length=60,
        ),
        ImportColumn(
            "region",
            _("Region"),
            kind="lookup",
            aliases=["地区", "片区", "大区"],
            lookup=by_any_of(Region, "code", "name", may_make=True),
        ),
    ]
    presets = [
        ImportPreset("northwind", headings={"username": "EmployeeID", "full_name": "LastName"}),
        ImportPreset(
            "superstore",
            headings={"username": "地区经理", "full_name": "地区经理", "region": "地区"},
        ),
    ]

    def defaults(self, context: ImportContext) -> dict[str, Any]:
        return {"is_active": False, "password": make_password(None)}

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """What a person who logs in sees hangs on the region: an administrator changes it."""
        super().compare(rows, context)
        if context.actor.has_perm("accounts.administer"):
            return
        changed = [row for row in rows if row.state == State.CHANGED]
        active = User.objects.active().filter(pk__in=[row.target for row in changed])
        here = set(active.values_list("pk", flat=True))
        for row in changed:
            if row.target in here:
                row.fail("username", gettext("Who logs in here is changed by an administrator."))

    def write(self, rows: list[Row], context: ImportContext) -> None:
        made(Region, rows, "region")
        super().write(rows, context)
        names = [row["username"] for row in rows if row.state == State.NEW]
        people = User.objects.filter(username__in=names)
        RoleGrant.objects.bulk_create(
            [RoleGrant(user=person, role=RoleCode.SALESPERSON) for person in people],
            ignore_conflicts=True,
        )
