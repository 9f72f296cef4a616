// Keys of every page, and what data-act buttons do.
import { $, isTyping } from "./dom.js";
import { drawer, fold, openMenu } from "./menus.js";
import { t } from "./words.js";

const ACTS = {
  drawer: () => drawer(!$("#app")?.classList.contains("bo-drawer")),
  fold,
  shortcuts: () => $("#bo-shortcuts")?.showModal(),
  close: (button) => button.closest("dialog")?.close(),
  back: () => history.back(),
  reload: () => location.reload(),
  copy: async (button) => {
    await navigator.clipboard.writeText(button.dataset.text);
    button.textContent = t("Copied");
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const act = button && ACTS[button.dataset.act];
  if (!act) return;
  event.preventDefault();
  act(button);
});

function openFilter() {
  const filter = $("[data-filter]");
  if (!filter) return false;
  if (filter instanceof HTMLDetailsElement) {
    filter.open = true;
    $("input:not([type=hidden]), select, button", filter)?.focus();
  } else filter.click();
  return true;
}

const KEYS = {
  "/": () => {
    const field = $("#bo-search");
    field?.focus();
    field?.select();
    return field;
  },
  n: () => {
    const menu = $("[data-menu=new]");
    if (menu) openMenu(menu);
    return menu;
  },
  "[": () => (fold(), true),
  "?": () => (ACTS.shortcuts(), true),
  f: openFilter,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || $("dialog[open]") || event.target.closest?.("details.bo-menu[open]")) return;
  const run = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (run?.()) event.preventDefault();
});

