"""Papers are found by what is written in them, by who may see them."""

from datetime import date

from core import search
from core.models import Blob
from tests.cast import create_person

TODAY = date(2026, 11, 20)


def titles(name, text):
    groups = search.found_in(create_person(name), text, TODAY)
    return [
        str(hit.title) for group in groups if group.source.key == "papers" for hit in group.hits
    ]


def test_a_paper_found_says_what_it_hangs_on(add, order):
    add("技术协议.txt", "机械密封".encode())

    [group] = search.found_in(create_person("li_min"), "技术协议", TODAY)

    assert str(group.hits[0].notes[0]) == str(order)


def test_a_paper_is_found_by_its_name_and_its_text(add):
    paper = add("采购合同.txt", "不锈钢潜水泵，合同号 HT-2026-0815".encode())
    Blob.objects.filter(pk=paper.blob_id).update(text="不锈钢潜水泵，合同号 HT-2026-0815")

    for text in ("采购合同", "潜水泵", "ht-2026-08"):
        assert titles("li_min", text) == ["采购合同.txt"]
        assert titles("wang_jianguo", text) == ["采购合同.txt"]
        assert titles("zhao_lei", text) == []
        assert titles("xu_jing", text) == []
