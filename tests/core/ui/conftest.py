"""The toy's addresses, for every test of the toolkit."""

import pytest
from django.core.cache import cache

pytestmark = pytest.mark.urls("tests.toy_urls")


@pytest.fixture(autouse=True)
def _toy(settings, db):
    settings.ROOT_URLCONF = "tests.toy_urls"
    cache.clear()
