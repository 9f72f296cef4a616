// Menus, the drawer of the phone, the folded navigation, the theme.
import { $, $$, cookie, post } from "./dom.js";

const root = document.documentElement;

export function openMenu(menu) {
  menu.open = true;
  $(".bo-item", menu)?.focus();
}

function closeMenus(except) {
  for (const menu of $$("details.bo-menu[open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.bo-menu"));
  const app = $("#app");
  if (app?.classList.contains("bo-drawer") && !event.target.closest("#bo-side, [data-act=drawer]")) drawer(false);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.bo-menu[open]");
  if (event.key === "Escape") {
    closeMenus();
    drawer(false);
    menu?.querySelector("summary").focus();
    return;
  }
  if (!menu || event.ctrlKey || event.altKey || event.metaKey) return;
  const items = $$(".bo-item", menu);
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && items.length) {
    event.preventDefault();
    items[(at + step + items.length) % items.length].focus();
  } else if (event.key.length === 1) {
    const item = items.find((one) => one.dataset.key?.toLowerCase() === event.key.toLowerCase());
    if (item) {
      event.preventDefault();
      event.stopPropagation();
      item.click();
    }
  }
});

export function drawer(open) {
  const app = $("#app");
  if (!app) return;
  app.classList.toggle("bo-drawer", open);
  for (const button of $$("[data-act=drawer]")) button.setAttribute("aria-expanded", String(open));
  if (open) $("#bo-side a")?.focus();
}

export function fold() {
  const app = $("#app");
  if (!app) return;
  const folded = $("#bo-side").getBoundingClientRect().width < 60;
  app.classList.toggle("bo-folded", !folded);
  app.classList.toggle("bo-unfolded", folded);
  cookie("nav", folded ? "open" : "folded");
}

function markTheme() {
  for (const button of $$("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.bsTheme));
  }
}

// With the person, so that the next machine knows it too.
function remember(name, value) {
  const url = document.body.dataset.preferences;
  if (url) post(url, { [name]: value });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  root.dataset.bsTheme = button.dataset.themeChoice;
  cookie("theme", button.dataset.themeChoice); // for the log-in page
  remember("theme", button.dataset.themeChoice);
  markTheme();
});
markTheme();
