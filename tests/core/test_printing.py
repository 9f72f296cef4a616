"""A printed form reaches nothing outside itself and keeps its limits."""

import pytest

from core import printing
from core.printing import rendering

pytestmark = pytest.mark.paper


@pytest.fixture(autouse=True)
def _pango():
    pytest.importorskip("weasyprint", exc_type=ImportError)


def test_a_page_becomes_a_pdf():
    pdf = printing.pdf_of_html("<h1>送货单</h1>")
    assert pdf.startswith(b"%PDF-")


def test_a_template_becomes_a_pdf():
    assert printing.render_pdf("prints/sheet.html", {}).startswith(b"%PDF-")


def test_a_file_of_the_machine_is_not_packed_into_the_pdf(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("open sesame")
    address = secret.as_uri()
    pdf = printing.pdf_of_html(
        f'<link rel="attachment" href="{address}"><img src="{address}"><p>x</p>'
    )
    assert b"EmbeddedFile" not in pdf
    assert b"secret" not in pdf


def test_no_address_is_called(monkeypatch):
    import http.server
    import threading

    called = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            called.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        port = server.server_port
        printing.pdf_of_html(
            f'<img src="http://127.0.0.1:{port}/a.png">'
            f'<link rel="stylesheet" href="http://127.0.0.1:{port}/a.css"><p>x</p>'
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert called == []


def test_too_many_pages_are_refused_with_a_sentence():
    pages = "<p style='page-break-after:always'>x</p>" * 5
    with pytest.raises(printing.PrintRefused) as refusal:
        printing.pdf_of_html(pages, max_pages=3)
    assert "3" in str(refusal.value)


def test_a_page_that_takes_too_long_is_refused():
    rows = "<tr>" + "<td>x</td>" * 20 + "</tr>"
    with pytest.raises(printing.PrintRefused):
        printing.pdf_of_html(f"<table>{rows * 20000}</table>", seconds=2)


def test_the_form_finds_its_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    page = '<link rel="stylesheet" href="/static/assets/print.css"><p>x</p><p>y</p>'
    sheets = {"/static/assets/print.css": "p { break-after: page }"}
    assert printing.pdf_of_html(page, max_pages=1).startswith(b"%PDF-")
    monkeypatch.setattr(rendering, "_style_sheets", lambda: sheets)

    with pytest.raises(printing.PrintRefused):
        printing.pdf_of_html(page, max_pages=1)


def test_many_sheets_share_their_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "MEMORY", 450 * 1024**2)
    done: list[int] = []
    assert rendering.pdf_of_sheets(["<p>销售订单</p>"] * 100, said=done.append)[:4] == b"%PDF"
    assert done[-1] == 100
