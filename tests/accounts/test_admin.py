"""The admin: for the role of administrators, with every change written down."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import RoleCode
from accounts.factories import DepartmentFactory, UserFactory
from accounts.models import Region, User
from core.models import AuditEntry

PEOPLE = "/admin/accounts/user/"


@pytest.mark.parametrize("role", [*(r for r in RoleCode.values if r != RoleCode.ADMIN), ""])
def test_no_other_role_gets_in_not_even_with_the_flags(role, anyone, client_of):
    person = anyone(role)
    User.objects.update(is_staff=True, is_superuser=True)
    person.refresh_from_db()

    browser = client_of(person)

    assert browser.get("/admin/").status_code == 302
    assert browser.get("/admin/login/?next=/admin/").status_code == 403
    assert browser.post(f"{PEOPLE}add/", {"username": "intruder"}).status_code == 302
    assert not User.objects.filter(username="intruder").exists()


def test_whoever_is_not_logged_in_goes_to_the_offices_log_in(client, db):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1] == ("/accounts/login/?next=/admin/", 302)


@pytest.mark.parametrize("model", ["user", "department", "region", "deputy", "secondpair"])
def test_each_list_opens_searches_and_exports(model, tang_wei_client):
    url = reverse(f"admin:accounts_{model}_changelist")

    assert tang_wei_client.get(url).status_code == 200
    assert tang_wei_client.get(url, {"q": "李"}).status_code == 200
    assert tang_wei_client.get(f"{url}add/").status_code == 200
    assert tang_wei_client.get(f"{url}export/").status_code == 200
    assert tang_wei_client.get(f"{url}import/").status_code == 200


@pytest.mark.parametrize("absurd", ["abc", str(2**63), "-1", "١"])
def test_an_absurd_id_is_never_a_500(absurd, tang_wei_client):
    action = {"action": "end_sessions", "_selected_action": [absurd]}

    statuses = [
        tang_wei_client.get(f"{PEOPLE}{absurd}/change/").status_code,
        tang_wei_client.get(f"{PEOPLE}{absurd}/history/").status_code,
        tang_wei_client.post(PEOPLE, action).status_code,
        tang_wei_client.get(PEOPLE, {"department__id__exact": absurd}).status_code,
    ]

    assert all(status in {200, 302, 404} for status in statuses), statuses


def test_roles_given_in_the_admin_are_written_down(tang_wei_client, li_min):
    grant = li_min.role_grants.get()
    form = {
        "username": "li_min",
        "is_active": "on",
        "full_name": "李敏",
        "role_grants-TOTAL_FORMS": "2",
        "role_grants-INITIAL_FORMS": "1",
        "role_grants-0-id": grant.pk,
        "role_grants-0-user": li_min.pk,
        "role_grants-0-role": RoleCode.ASSISTANT,
        "role_grants-1-user": li_min.pk,
        "role_grants-1-role": RoleCode.HR,
    }

    response = tang_wei_client.post(f"{PEOPLE}{li_min.pk}/change/", form)

    assert response.status_code == 302
    assert User.objects.get(pk=li_min.pk).role_codes == {RoleCode.ASSISTANT, RoleCode.HR}
    entry = AuditEntry.objects.filter(verb="admin.changed", changes__has_key="roles").get()
    assert entry.changes == {"roles": [["assistant"], ["assistant", "hr"]]}


def test_an_account_closed_in_the_admin_has_no_open_session(tang_wei_client, li_min, li_min_client):
    tang_wei_client.post(PEOPLE, {"action": "deactivate", "_selected_action": [li_min.pk]})

    assert not User.objects.get(pk=li_min.pk).is_active
    assert li_min_client.get("/people/profile/").status_code == 302


def test_people_are_never_deleted(tang_wei_client, li_min):
    assert tang_wei_client.post(f"{PEOPLE}{li_min.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=li_min.pk).exists()


def test_earlier_versions_hold_no_password(li_min):
    li_min.full_name = "李敏敏"
    li_min.save()

    assert li_min.history.count() == 2
    assert not hasattr(li_min.history.first(), "password")


def export(browser, url, extension):
    page = browser.get(f"{url}export/")
    formats = page.context["form"].fields["format"].choices
    chosen = next(value for value, label in formats if label == extension)
    ticked = [name for name in page.context["form"].fields if "resource_" in name]
    form = {"format": chosen, "resource": "0", **dict.fromkeys(ticked, "on")}
    return browser.post(f"{url}export/", form)


def test_a_formula_in_a_name_arrives_as_text_in_excel(tang_wei_client):
    DepartmentFactory(code="X1", name='=HYPERLINK("http://evil.example","pay")')

    response = export(tang_wei_client, "/admin/accounts/department/", "xlsx")

    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows())
    names = {cell.value: cell.data_type for row in rows for cell in row}
    assert names['=HYPERLINK("http://evil.example","pay")'] == "s"


def test_text_that_would_run_in_csv_is_marked_and_comes_back_whole(tang_wei_client):
    DepartmentFactory(code="X1", name="+SUM(A1)")

    response = export(tang_wei_client, "/admin/accounts/department/", "csv")

    assert ",'+SUM(A1)," in response.content.decode("utf-8-sig")


def test_import_shows_first_what_would_happen(tang_wei_client):
    url = "/admin/accounts/region/import/"
    page = tang_wei_client.get(url)
    formats = page.context["form"].fields["format"].choices
    chosen = next(value for value, label in formats if label == "csv")
    file = io.BytesIO("code,name,is_active\nXN,西南,1\n".encode())
    file.name = "regions.csv"

    preview = tang_wei_client.post(url, {"format": chosen, "resource": "0", "import_file": file})

    assert [row.import_type for row in preview.context["result"].valid_rows()] == ["new"]
    assert not Region.objects.filter(code="XN").exists()


def test_everybody_in_a_list_of_people_costs_the_same_queries(
    tang_wei_client, django_assert_num_queries, django_assert_max_num_queries
):
    tang_wei_client.get(PEOPLE)
    with django_assert_max_num_queries(20) as one:
        tang_wei_client.get(PEOPLE)
    UserFactory.create_batch(3)

    with django_assert_num_queries(len(one)):
        tang_wei_client.get(PEOPLE)
