// First results under the search box, walked by the arrows.
import { $, $$ } from "./dom.js";

const field = $("#bo-search");
const found = $("#bo-found");

const hits = () => $$(".bo-hit", found);
const chosen = () => $(".bo-hit[aria-selected=true]", found);

function choose(hit) {
  for (const each of hits()) each.setAttribute("aria-selected", String(each === hit));
  if (hit) {
    field.setAttribute("aria-activedescendant", hit.id);
    hit.scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

function show(open) {
  found.hidden = !open;
  field.setAttribute("aria-expanded", String(open && hits().length > 0));
  if (!open) choose(null);
}

function step(by) {
  const all = hits();
  if (!all.length) return false;
  if (found.hidden) show(true);
  const at = all.indexOf(chosen());
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
  return true;
}

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (step(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
  } else if (event.key === "Enter" && !found.hidden && chosen()?.href) {
    event.preventDefault();
    chosen().click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (found.hidden || !found.childElementCount) field.blur();
    else show(false);
  }
}

if (field && found) {
  show(false);
  field.addEventListener("keydown", onKey);
  field.addEventListener("focus", () => show(found.childElementCount > 0));
  // What was asked for may arrive after the box was left.
  found.addEventListener("htmx:afterSwap", () => show(document.activeElement === field));
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".bo-search")) show(false);
  });
  field.form.addEventListener("focusout", (event) => {
    if (!field.form.contains(event.relatedTarget)) show(false);
  });
}
