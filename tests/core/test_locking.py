"""Two people, one record; one form, one time."""

import uuid

import pytest

from accounts.models import User
from core.errors import BusinessError, StaleSave
from core.locking import locked
from core.models import Submission
from core.submissions import answered, once
from tests.ground.models import Paper

pytestmark = pytest.mark.django_db


def test_each_save_counts() -> None:
    paper = Paper.objects.create(name="合同")
    paper.name = "改"
    paper.save(update_fields=["name"])
    assert Paper.objects.get().version == 2
    assert Paper.objects.get().name_pinyin == "gai"


def test_the_second_save_of_a_stale_page_is_refused() -> None:
    paper = Paper.objects.create(name="合同")
    row = locked(Paper, paper.pk, seen_version="1")
    row.save()
    with pytest.raises(StaleSave, match="合同") as refusal:
        locked(Paper.objects.all(), paper.pk, seen_version="1")
    assert refusal.value.current.version == 2


def test_a_row_outside_what_one_may_see_does_not_exist() -> None:
    paper = Paper.objects.create(name="合同")
    with pytest.raises(Paper.DoesNotExist):
        locked(Paper.objects.none(), paper.pk)


def test_a_form_sent_twice_is_known_and_led_to_the_same_place(li_min: User) -> None:
    token = str(uuid.uuid4())
    first = once(token, li_min, "/papers/new")
    answered(first, "/papers/7")
    second = once(token, li_min, "/papers/new")
    assert (first.is_repeat, second.is_repeat) == (False, True)
    assert second.answer == "/papers/7"
    assert Submission.objects.count() == 1


def test_a_token_belongs_to_one_person_and_one_form(li_min: User, zhou_ting: User) -> None:
    token = uuid.uuid4()
    once(token, li_min, "/papers/new")
    for actor, path in [(zhou_ting, "/papers/new"), (li_min, "/other")]:
        with pytest.raises(BusinessError) as refusal:
            once(token, actor, path)
        assert refusal.value.code == "submission"
    with pytest.raises(BusinessError) as refusal:
        once("abc", li_min, "/papers/new")
    assert refusal.value.code == "submission"
