"""The admin: every table under our rules, opened, searched, and safe from mad ids."""

import pytest
from django.contrib import admin
from django.urls import reverse

from core.adminsite import ConfigAdmin, RecordAdmin

REGISTERED = sorted(admin.site._registry.values(), key=lambda each: each.model._meta.label)


def label(each):
    return each.model._meta.label


def address(each, page, *args):
    meta = each.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("each", REGISTERED, ids=label)
def test_every_table_is_under_our_rules(each):
    assert isinstance(each, ConfigAdmin)


@pytest.mark.parametrize("each", REGISTERED, ids=label)
def test_the_list_opens_for_administrators_alone(each, tang_wei_client, li_min_client):
    url = address(each, "changelist")

    assert tang_wei_client.get(url).status_code == 200
    assert tang_wei_client.get(url, {"q": "华"}).status_code == 200
    assert li_min_client.get(url).status_code == 302


@pytest.mark.parametrize("each", REGISTERED, ids=label)
def test_records_are_added_only_where_they_are_set_up(each, tang_wei_client):
    may_add = not isinstance(each, RecordAdmin) and each.has_add_permission(
        type("Request", (), {"user": tang_wei_client_user()})()
    )
    status = tang_wei_client.get(address(each, "add")).status_code

    assert status == (200 if may_add else 403)


def tang_wei_client_user():
    from tests.cast import create_person

    return create_person("tang_wei")


@pytest.mark.parametrize("each", REGISTERED, ids=label)
@pytest.mark.parametrize("absurd", ["abc", str(2**63), "-1"])
def test_no_id_is_mad_enough_for_a_500(each, absurd, tang_wei_client):
    statuses = {
        tang_wei_client.get(address(each, "change", absurd)).status_code,
        tang_wei_client.get(address(each, "delete", absurd)).status_code,
        tang_wei_client.post(
            address(each, "changelist"),
            {"action": "delete_selected", "_selected_action": [absurd]},
        ).status_code,
    }

    assert statuses <= {200, 302, 403, 404}
