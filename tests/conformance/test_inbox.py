"""The inbox of everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.ui import inbox
from tests.cast import create_person
from tests.conformance.addresses import people


@pytest.mark.django_db
@pytest.mark.parametrize("name", people())
def test_what_every_source_asks_is_one_statement_and_made_without_another(name):
    person = create_person(name)
    inbox.count_for(person)  # kinds of records and the calendar are read once a process
    inbox.forget()

    with CaptureQueriesContext(connection) as queries:
        inbox.count_for(person)

    assert len(queries) <= 1, [query["sql"][:200] for query in queries]
