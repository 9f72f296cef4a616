"""People search by sound, width and case."""

import pytest

from core.search_text import initials, normalize, pinyin


@pytest.mark.parametrize(
    ("text", "initial", "sound"),
    [
        ("衡阳水电", "hysd", "hengyangshuidian"),
        ("ＡＢＣ 贸易（上海）", "abcmy(sh)", "abcmaoyi(shanghai)"),
        ("重庆长安", "cqca", "chongqingchangan"),
        ("", "", ""),
    ],
)
def test_a_name_is_found_by_its_sound(text: str, initial: str, sound: str) -> None:
    assert initials(text) == initial
    assert pinyin(text) == sound


def test_width_case_and_spaces_do_not_matter() -> None:
    assert normalize("  ＨＹ－０１\u3000Pump ") == "hy-01 pump"


def test_a_zero_byte_parts_words_and_is_asked_of_no_database() -> None:
    assert normalize("hy\0sd") == "hy sd"
