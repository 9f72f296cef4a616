"""What orders' tests share."""

import pytest

from accounts.services import defaults_sync


@pytest.fixture
def second_pairs(db: None) -> None:
    """The table of second pairs as every company starts with it."""
    defaults_sync()
