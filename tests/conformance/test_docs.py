"""The generated pages say what the code does."""

from difflib import unified_diff

import pytest
from django.utils import translation

from backoffice import handbook
from tests.conformance.ground import ROOT


@pytest.mark.parametrize("part", handbook.PARTS)
def test_the_generated_part_is_up_to_date(part):
    path = handbook.page(ROOT / "docs", part)
    written = path.read_text(encoding="utf-8")

    with translation.override("en"):
        fresh = handbook.renewed(path, part)

    changes = unified_diff(written.splitlines(), fresh.splitlines(), "written", "fresh", n=0)
    assert "\n".join(changes) == "", "run manage.py docs"
