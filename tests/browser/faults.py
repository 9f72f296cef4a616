"""What is wrong with a page that stands in a browser."""

from collections.abc import Iterable
from typing import Any

# Words in small letters that a Chinese page may hold; codes and abbreviations are in capitals.
USUAL = frozenset({"excel", "ctrl", "alt", "shift", "enter", "esc", "tab", "delete", "english"})
# Read in the browser: the words people see, without what they typed and without codes.
WORDS = """() => {
  const out = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skip = 'script,style,code,kbd,pre,textarea,option,[lang=en],.bo-code,.bo-demo,[data-code]';
  while (walk.nextNode()) {
    const node = walk.currentNode, box = node.parentElement;
    if (!box || box.closest(skip) || !node.textContent.trim()) continue;
    out.push(node.textContent.trim());
  }
  for (const each of document.querySelectorAll('[title],[aria-label],[placeholder]'))
    if (!each.closest(skip)) for (const name of ['title', 'aria-label', 'placeholder'])
      if (each.getAttribute(name)) out.push(each.getAttribute(name));
  for (const each of document.querySelectorAll('option')) out.push(each.textContent.trim());
  return [...new Set(out)];
}"""
WIDE = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return null;
  const far = [...document.body.querySelectorAll('*')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.right > innerWidth + 1 && r.width > 0 && getComputedStyle(e).position !== 'fixed';
  }).pop();
  return `${over} px: ${far ? far.outerHTML.slice(0, 90) : ''}`;
}"""


def is_english(text: str) -> bool:
    """Whether the text reads as an English word or sentence that nobody translated."""
    if any("\u4e00" <= sign <= "\u9fff" for sign in text):
        return False
    words = [word.strip(".,:;!?()…·'\"") for word in text.split()]
    plain = [word for word in words if word.isascii() and word.isalpha() and len(word) > 1]
    unusual = [word for word in plain if word.lower() not in USUAL and not word.isupper()]
    return bool(unusual)


def english_of(page: Any) -> Iterable[str]:
    return [text[:80] for text in page.evaluate(WORDS) if is_english(text)]


def width_of(page: Any) -> str:
    """What sticks out to the right, or nothing."""
    return page.evaluate(WIDE) or ""


class Ears:
    """Hears what the browser complains about while a page is open."""

    def __init__(self, page: Any) -> None:
        self.said: list[str] = []
        page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        page.on("console", self._console)
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        # A status is heard once, from the answer itself.
        if message.type == "error" and "status of" not in message.text:
            self.said.append(f"console: {message.text[:200]}")

    def _response(self, answer: Any) -> None:
        if answer.status >= 400:
            self.said.append(f"{answer.status}: {answer.url}")

    def take(self) -> list[str]:
        heard, self.said = list(dict.fromkeys(self.said)), []
        return heard
