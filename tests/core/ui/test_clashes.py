"""Two at the same record at once: tried again where that is safe, else a sentence, never a 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError

from accounts.models import User
from tests.toy import UserCreatePage, user_add

CREATE = "/toy/user/create/"


class Deadlock(Exception):
    """What the driver raises beneath Django's own error."""

    pgcode = "40P01"


@pytest.fixture
def losing(monkeypatch):
    """The page's service, as it fares when others win that often; says how often it was tried."""

    def set_up(times, error=OperationalError, cause=Deadlock):
        tried = []

        def attempt(**arguments):
            made = user_add(**arguments)
            tried.append(made)
            if len(tried) <= times:
                raise error("deadlock detected") from cause()
            return made

        monkeypatch.setattr(UserCreatePage, "service", staticmethod(attempt))
        return tried

    return set_up


def test_the_loser_of_a_deadlock_notices_nothing(losing, li_min_client):
    tried = losing(1)

    assert li_min_client.post(CREATE, {"full_name": "赵六"}).status_code == 302
    assert len(tried) == 2
    assert User.objects.filter(full_name="赵六").count() == 1


def test_who_loses_twice_reads_a_sentence_and_nothing_is_saved(losing, li_min_client):
    tried = losing(9)
    answer = li_min_client.post(CREATE, {"full_name": "赵六"})

    assert (answer.status_code, len(tried)) == (503, 2)
    assert "什么都没有保存" in answer.content.decode()
    assert not User.objects.filter(full_name="赵六").exists()


def test_an_uploaded_file_has_been_read_and_is_not_sent_twice(losing, li_min_client):
    tried = losing(9)
    file = SimpleUploadedFile("a.txt", b"a")

    assert li_min_client.post(CREATE, {"full_name": "赵六", "file": file}).status_code == 503
    assert len(tried) == 1


def test_another_mistake_of_the_database_is_ours(losing, li_min_client):
    losing(9, cause=Exception)

    with pytest.raises(OperationalError):
        li_min_client.post(CREATE, {"full_name": "赵六"})


def test_what_another_entered_is_said_at_the_form(losing, li_min_client):
    class TakenByAnother(Exception):
        pgcode = "23505"

    losing(9, error=IntegrityError, cause=TakenByAnother)
    answer = li_min_client.post(CREATE, {"full_name": "赵六"})

    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 1


def test_a_clash_outside_the_forms_is_a_sentence_too(li_min_client, monkeypatch):
    def losing_view(*_arguments, **_more):
        raise OperationalError("deadlock detected") from Deadlock()

    monkeypatch.setattr(UserCreatePage, "get", losing_view)
    answer = li_min_client.get(CREATE)

    assert answer.status_code == 503
    assert "什么都没有保存" in answer.content.decode()
