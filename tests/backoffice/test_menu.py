"""What stands first is what is wanted most."""


def frame_of(client):
    return client.get("/reports/report/ask/").context


def test_a_new_order_is_the_first_of_what_can_be_begun(db, li_min_client):
    offered = frame_of(li_min_client)["new_items"]
    assert [each["key"] for each in offered] == ["o", "c", "r", "p"]


def test_the_inbox_and_the_customers_open_their_own_pages(db, li_min_client):
    places = {str(module["label"]): module["url"] for module in frame_of(li_min_client)["menu"]}
    assert places["待办"] == "/"
    assert places["客户"] == "/customers/customer/"
