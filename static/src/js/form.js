// Forms: keys to save and submit, one submission only, a question before leaving.
import { $, $$, whenever } from "./dom.js";

const submits = (form) => $$("button:not([type=button]):not([type=reset]), input[type=submit]", form);

function press(form, wanted) {
  const button = $(wanted, form) || document.querySelector(`${wanted}[form="${form.id}"]`) || submits(form)[0];
  if (button && button.getAttribute("aria-disabled") !== "true") form.requestSubmit(button.type === "submit" ? button : undefined);
}

function busy(form, on) {
  form.toggleAttribute("data-busy", on);
  form.setAttribute("aria-busy", String(on));
  for (const button of submits(form)) button.classList.toggle("bo-busy", on);
}

// The form a key is meant for: the one typed in, else the only one of the page.
const formAt = (target) => target.closest?.("form[data-form]") || $("dialog[open] form") || $("form[data-form]");

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  const wanted = { s: "[data-save]", Enter: "[data-submit]" }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const form = wanted && formAt(event.target);
  if (!form) return;
  event.preventDefault();
  if (wanted === "[data-save]") keepPlace(form);
  press(form, wanted);
});

// Whoever saves in the middle of typing goes on typing there.
const PLACE = "bo-place";
const BRIEFLY = 15000;

function keepPlace(form) {
  const name = form.contains(document.activeElement) && document.activeElement.name;
  if (name && form.matches(".bo-entry")) sessionStorage.setItem(PLACE, JSON.stringify({ name, at: Date.now() }));
}

function keptPlace(form) {
  const place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
  sessionStorage.removeItem(PLACE);
  const field = place && form && Date.now() - place.at < BRIEFLY && form.elements.namedItem(place.name);
  return field instanceof HTMLElement ? field : null;
}

let leaving = false;

// Capture: before anything sends the form a second time.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.matches("[data-again]")) return;
  if (form.hasAttribute("data-busy")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  leaving = true;
  setTimeout(() => {
    leaving = !event.defaultPrevented;
    if (event.defaultPrevented && !form.matches("[hx-post]")) return;
    busy(form, true);
    // a file that comes down leaves the page where it is
    setTimeout(() => busy(form, false), 8000);
  });
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) busy(form, false);
});
addEventListener("pageshow", () => {
  leaving = false;
  $$("form[data-busy]").forEach((form) => busy(form, false));
});

whenever("form[data-form]", (form) => {
  form.addEventListener("input", () => form.setAttribute("data-changed", ""));
  form.addEventListener("change", () => form.setAttribute("data-changed", ""));
});

addEventListener("beforeunload", (event) => {
  if (leaving) return;
  const lost = $$("form[data-form][data-changed]:not([data-draft]):not([data-busy])");
  if (lost.length) event.preventDefault();
});

// The first wrong field takes the focus; on a fresh page the one typed in before, else the first.
const WRONG = ["[aria-invalid=true]", ".is-invalid", ".bo-err input", ".bo-err select", ".bo-err textarea", "td.bo-bad input"];
const wrongIn = (form) => $(WRONG.map((one) => `${one}:not([type=hidden])`).join(", "), form);
const FIRST = "input:not([type=hidden], [type=file], [readonly], [disabled]), select, textarea";

whenever("form[data-bound]", (form) => wrongIn(form)?.focus());

const bound = $("form[data-bound]");
if (!bound || !wrongIn(bound)) {
  const here = keptPlace($("form.bo-entry")) || $("[data-focus]");
  // A field that takes the focus on a phone covers the page with the keyboard.
  const first = matchMedia("(hover: hover)").matches && $("form.bo-entry-form");
  (here || (first ? $(FIRST, first) : null))?.focus({ preventScroll: !first });
}

// Forms that only choose what is shown are sent by the choice itself.
document.addEventListener("change", (event) => event.target.form?.matches?.("[data-autosend]") && event.target.form.requestSubmit());
