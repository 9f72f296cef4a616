"""Pages: access, fragments, entry, actions."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.factories import UserFactory
from accounts.models import User
from core.errors import BusinessError
from core.models import AuditEntry, Job, SavedView
from core.ui.lists import figures
from core.ui.pages import registry
from tests.toy import UserDetailPage

HTMX = {"HX-Request": "true"}
LIST = {**HTMX, "HX-Target": "bo-list"}


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len(caught)


def test_every_page_says_whom_it_is_for():
    assert all(page.permission != "?" for page in registry)


def test_the_list_shows_rows_tabs_and_totals(li_min, li_min_client):
    answer = li_min_client.get("/toy/user/")

    assert answer.status_code == 200
    assert f'data-href="/toy/user/{li_min.pk}/"' in answer.text
    assert f"{li_min.pk * 10:,}.00" in answer.text


def test_an_htmx_request_gets_the_list_alone(li_min_client):
    answer = li_min_client.get("/toy/user/?sort=-username", headers=LIST)

    assert answer.text.lstrip().startswith('<div id="bo-list"')


def test_an_unknown_parameter_is_refused_and_nothing_listed(li_min, li_min_client):
    answer = li_min_client.get("/toy/user/?colour=red")

    assert answer.status_code == 400
    assert "data-href" not in answer.text
    assert li_min_client.get("/toy/user/?colour=red", headers=LIST).status_code == 422


@pytest.fixture
def counts_kept(settings):
    """As in production, what waits at each menu item is counted once a minute."""
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "toy"}
    settings.CACHES = {**settings.CACHES, "local": local}


def test_the_list_costs_the_same_with_one_and_with_three_rows(counts_kept, li_min_client):
    with_one = queries(li_min_client, "/toy/user/")
    UserFactory.create_batch(3)

    assert queries(li_min_client, "/toy/user/") == with_one
    # session, person, roles; saved views, rows, count, totals, regions of the filter
    assert with_one <= 8


def test_the_record_page_costs_the_same_with_one_and_with_three_rows(
    counts_kept, li_min, li_min_client
):
    with_none = queries(li_min_client, f"/toy/user/{li_min.pk}/")
    UserFactory(superior=li_min)
    with_one = queries(li_min_client, f"/toy/user/{li_min.pk}/")
    UserFactory.create_batch(2, superior=li_min)

    assert queries(li_min_client, f"/toy/user/{li_min.pk}/") == with_one
    assert with_none <= with_one


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 18, "9" * 19, "abc", "-1", "1.5"])
def test_absurd_ids_are_not_found(li_min_client, pk):
    assert li_min_client.get(f"/toy/user/{pk}/").status_code == 404


def test_a_hidden_record_is_not_found(tang_wei, li_min_client):
    for page in ("", "edit/"):
        assert li_min_client.get(f"/toy/user/{tang_wei.pk}/{page}").status_code == 404
    assert li_min_client.post(f"/toy/user/{tang_wei.pk}/leave/").status_code == 404
    assert User.objects.get(pk=tang_wei.pk).is_active


def test_secret_facts_and_figures_are_absent(li_min, sun_xiaoyan_client, li_min_client):
    User.objects.filter(pk=li_min.pk).update(phone="13812345678")

    assert "13812345678" in li_min_client.get(f"/toy/user/{li_min.pk}/").text
    assert "13812345678" not in sun_xiaoyan_client.get(f"/toy/user/{li_min.pk}/").text


def test_a_missing_right_is_a_403_that_says_who_could(li_min, tang_wei, li_min_client):
    answer = li_min_client.post(f"/toy/user/{li_min.pk}/dismiss/", {"reason": "x"})

    assert answer.status_code == 403
    assert "唐伟" in answer.text
    assert User.objects.get(pk=li_min.pk).is_active


def test_buttons_follow_right_and_state(li_min, li_min_client, tang_wei_client):
    url = f"/toy/user/{li_min.pk}/"
    assert "/dismiss/" not in li_min_client.get(url).text
    assert "/dismiss/" in tang_wei_client.get(url).text

    User.objects.filter(pk=li_min.pk).update(is_active=False)

    assert "Has left already." in tang_wei_client.get(url).text


def test_an_action_without_a_form_takes_only_posts(zhao_lei, li_min_client):
    url = f"/toy/user/{zhao_lei.pk}/leave/"
    assert li_min_client.get(url).status_code == 405

    answer = li_min_client.post(url)

    assert answer.headers["Location"] == f"/toy/user/{zhao_lei.pk}/"
    assert not User.objects.get(pk=zhao_lei.pk).is_active


def test_an_action_with_a_form_is_a_dialog_first(zhao_lei, tang_wei_client):
    url = f"/toy/user/{zhao_lei.pk}/dismiss/"
    assert 'name="reason"' in tang_wei_client.get(url, headers=HTMX).text

    assert tang_wei_client.post(url, {}, headers=HTMX).status_code == 422
    answer = tang_wei_client.post(url, {"reason": "moved"}, headers=HTMX)

    assert answer.headers["HX-Redirect"] == f"/toy/user/{zhao_lei.pk}/"
    assert not User.objects.get(pk=zhao_lei.pk).is_active


def test_the_second_click_of_a_form_does_nothing_and_leads_to_the_same_place(li_min_client):
    typed = {"full_name": "赵六", "submission": str(uuid.uuid4())}

    first = li_min_client.post("/toy/user/create/", typed)
    second = li_min_client.post("/toy/user/create/", typed)

    assert first.status_code == 302
    assert second.headers["Location"] == first.headers["Location"]
    assert User.objects.filter(full_name="赵六").count() == 1


def test_a_refusal_lands_at_its_field_and_gives_the_token_back(li_min_client, li_min):
    url, token = f"/toy/user/{li_min.pk}/edit/", str(uuid.uuid4())

    refused = li_min_client.post(url, {"full_name": "nobody", "submission": token})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"full_name": ["Nobody is called that."]}

    assert li_min_client.post(url, {"full_name": "李", "submission": token}).status_code == 302
    assert User.objects.get(pk=li_min.pk).full_name == "李"
    assert AuditEntry.objects.about(li_min).filter(verb="renamed").count() == 1


def test_a_stale_save_shows_both_versions(li_min_client, li_min):
    answer = li_min_client.post(f"/toy/user/{li_min.pk}/edit/", {"full_name": "late"})

    assert answer.status_code == 409
    assert "Somebody was faster." in answer.text
    assert answer.context["differences"] == [{"label": "Name", "theirs": "李敏", "mine": "late"}]


def test_what_is_unusual_is_ticked(li_min_client, li_min):
    url = f"/toy/user/{li_min.pk}/edit/"

    warned = li_min_client.post(url, {"full_name": "odd"})
    assert "An odd name." in warned.text

    assert li_min_client.post(url, {"full_name": "odd", "accepted": "odd"}).status_code == 302
    assert User.objects.get(pk=li_min.pk).full_name == "odd"


def test_a_view_is_saved_shared_and_dropped(li_min, li_min_client, zhou_ting_client):
    url = "/toy/user/?full_name=x&sort=-username&page=last"
    saved = li_min_client.post(url, {"do": "save_view", "name": "Mine", "is_shared": "1"})

    view = SavedView.objects.get()
    assert (view.owner, view.query) == (li_min, "full_name=x&sort=-username")
    assert saved.headers["Location"] == f"/toy/user/?{view.query}&view={view.pk}"
    assert "Mine" in zhou_ting_client.get("/toy/user/").text
    current = li_min_client.get(saved.headers["Location"]).context["tabs"]
    assert [tab["label"] for tab in current if tab["is_current"]] == ["Mine"]

    zhou_ting_client.post("/toy/user/", {"do": "delete_view", "view": view.pk})
    assert SavedView.objects.count() == 1
    li_min_client.post("/toy/user/", {"do": "delete_view", "view": view.pk})
    assert SavedView.objects.count() == 0


def test_a_view_named_alone_stands_for_its_conditions(li_min, li_min_client):
    view = SavedView.objects.create(
        list_name="toy_people", name="A", owner=li_min, query="full_name=李"
    )

    alone = li_min_client.get(f"/toy/user/?view={view.pk}").context["list"]
    foreign = li_min_client.get(f"/toy/user/?view={view.pk + 1}").context["list"]

    assert [row[0] for row in alone.rows.values] == [li_min.pk]
    assert foreign.conditions == []


def test_views_are_counted_after_the_page_stands(li_min_client):
    counted = li_min_client.get("/toy/user/?part=views", headers=HTMX)

    assert re.search(r'<span class="bo-n">1</span>', counted.text)


def test_a_bulk_action_says_why_others_stay_out(li_min_client, zhao_lei, chen_zhiqiang):
    User.objects.filter(pk=chen_zhiqiang.pk).update(is_active=False)
    typed = {"do": "user_leave", "ids": [zhao_lei.pk, chen_zhiqiang.pk]}

    answer = li_min_client.post("/toy/user/", typed, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert said[1:] == ["陈志强: Has left already."]
    assert said[0].startswith("Leave")
    assert not User.objects.get(pk=zhao_lei.pk).is_active


def test_the_look_up_answers_what_may_be_seen(li_min, tang_wei, li_min_client):
    found = li_min_client.get("/toy/user/lookup/?q=敏").json()["results"]
    assert [result["id"] for result in found] == [li_min.pk]
    assert li_min_client.get("/toy/user/lookup/?q=唐伟").json() == {"results": []}


def test_the_history_tab_shows_the_trail(li_min_client, li_min):
    li_min_client.post(f"/toy/user/{li_min.pk}/edit/", {"full_name": "李"})

    assert "renamed" in li_min_client.get(f"/toy/user/{li_min.pk}/?tab=history").text


def test_each_lands_on_the_inbox(li_min_client):
    assert li_min_client.get("/").status_code == 200


def test_a_long_export_becomes_a_job_of_the_person(
    li_min_client,
    zhou_ting_client,
    monkeypatch,
    django_capture_on_commit_callbacks,
    settings,
    tmp_path,
):
    settings.MEDIA_ROOT = tmp_path
    UserFactory.create_batch(5)
    monkeypatch.setattr(figures, "COUNT_LIMIT", 2)

    with django_capture_on_commit_callbacks(execute=True):
        answer = li_min_client.get("/toy/user/?cols=username&format=xlsx")

    job = Job.objects.get()
    assert (job.state, job.result) == ("done", {"rows": User.objects.count()})
    assert answer.headers["Location"] == f"/job/{job.pk}/"
    page = li_min_client.get(f"/job/{job.pk}/")
    assert f"/job/{job.pk}/file/" in page.text
    assert li_min_client.get(f"/job/{job.pk}/state/").json()["state"] == "done"
    assert len(b"".join(li_min_client.get(f"/job/{job.pk}/file/").streaming_content)) > 1000
    assert job.title in li_min_client.get("/").text
    for part in ("", "state/", "file/"):
        assert zhou_ting_client.get(f"/job/{job.pk}/{part}").status_code == 404


def test_a_job_that_has_ended_is_not_cancelled(li_min, li_min_client):
    now = timezone.now()
    job = Job.objects.create(kind="toy", actor=li_min, queued_at=now, sent_at=now)

    assert li_min_client.post(f"/job/{job.pk}/cancel/").status_code == 302
    assert Job.objects.get().state == "cancelled"
    answer = li_min_client.post(f"/job/{job.pk}/cancel/", follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "error"]


def test_the_menu_marks_where_one_is(li_min_client):
    menu = li_min_client.get("/job/").context["menu"]
    current = [
        child["url"] for module in menu for child in module["children"] if child["is_current"]
    ]

    assert current == ["/job/"]


def test_a_view_with_an_absurd_key_is_refused_in_words(li_min_client):
    answer = li_min_client.post("/toy/user/", {"do": "delete_view", "view": "²"})
    assert answer.status_code == 302


def test_what_no_form_takes_up_is_a_sentence_and_no_fault_of_the_product(
    li_min, li_min_client, monkeypatch
):
    def refuse(*_arguments, **_more):
        raise BusinessError("Print a smaller part.")

    monkeypatch.setattr(UserDetailPage, "get", refuse)

    page = li_min_client.get(f"/toy/user/{li_min.pk}/")
    fragment = li_min_client.get(f"/toy/user/{li_min.pk}/", headers=HTMX)

    assert (page.status_code, fragment.status_code) == (422, 422)
    assert "Print a smaller part." in page.text
    assert "<html" in page.text
    assert "Print a smaller part." in fragment.text
    assert "<html" not in fragment.text
    assert fragment.headers["HX-Retarget"] == "#bo-messages"
