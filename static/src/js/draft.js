// What was typed survives a closed tab and an expired log-in: kept in this browser for a week, per person.
import { $, $$, debounce, element, fire, whenever } from "./dom.js";
import { action, note } from "./note.js";
import { t } from "./words.js";

const WEEK = 7 * 24 * 3600 * 1000;
const SENT = "bo-draft-sent";
const person = document.body.dataset.person || "";
const keyOf = (form) => `bo-draft:${person}:${form.dataset.draft}`;
const clock = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

const versionOf = (form) => (form.elements.namedItem("seen_version") || form.elements.namedItem("version"))?.value || "";

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < WEEK ? draft : null;
  } catch {
    return null;
  }
}

const isKept = (field) =>
  field.name && !field.matches("[type=password], [type=file], [type=submit], [type=button], [name=csrfmiddlewaretoken], [name=submission], [data-private]") &&
  (field.type !== "hidden" || field.closest("[data-combo], [data-kind=lookup]") || /-(TOTAL_FORMS|DELETE)$/.test(field.name));

function valuesIn(form) {
  const values = {};
  for (const field of form.elements) {
    if (!isKept(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ||= []).push(field.value);
      else values[field.name] ||= [];
    } else if (field.multiple) values[field.name] = [...field.selectedOptions].map((one) => one.value);
    else values[field.name] = [field.value];
  }
  return values;
}

function put(form, values) {
  fire(form, "draft:before", { values });
  for (const field of form.elements) {
    const kept = isKept(field) && values[field.name];
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.multiple) for (const one of field.options) one.selected = kept.includes(one.value);
    else if (!/-TOTAL_FORMS$/.test(field.name)) field.value = kept[0] ?? "";
  }
  form.setAttribute("data-changed", "");
  fire(form, "draft:after");
}

function keep(form, first) {
  const values = valuesIn(form);
  const text = JSON.stringify(values);
  if (text === first || form.hasAttribute("data-busy")) return;
  const at = Date.now();
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at, version: versionOf(form), values }));
  } catch {
    return; // a full or forbidden store: the form works as before
  }
  for (const place of $$("[data-draft-state]")) place.textContent = t("Draft kept {time}", { time: clock(at).split(" ").pop() });
}

function offer(form, draft, first) {
  const drop = () => {
    localStorage.removeItem(keyOf(form));
    put(form, JSON.parse(first));
    form.removeAttribute("data-changed");
    line.remove();
  };
  const moved = (versionOf(form)) !== draft.version;
  const sentence = moved
    ? t("The record has changed since you typed here at {time}.", { time: clock(draft.at) })
    : t("What you typed at {time} is back; it is not saved yet.", { time: clock(draft.at) });
  const actions = [action(t("Discard it"), drop)];
  if (moved) actions.unshift(action(t("Put it in"), () => put(form, draft.values)));
  const line = note(moved ? "amber" : "blue", sentence, ...actions);
  form.prepend(element("div", { class: "bo-draft-note-place", role: "status" }, line));
  if (!moved) put(form, draft.values);
}

// A line grid comes later than the form; its rows must stand before anything is put in.
whenever("form[data-draft]", (form) => {
  const grid = $("[data-grid]", form);
  if (grid && !grid.grid) form.addEventListener("grid:ready", () => start(form), { once: true });
  else start(form);
});

function start(form) {
  const first = JSON.stringify(valuesIn(form));
  const draft = read(keyOf(form));
  if (draft && !form.matches("[data-bound]") && JSON.stringify(draft.values) !== first) offer(form, draft, first);
  const later = debounce(() => keep(form, first), 600);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("grid:change", later);
  form.addEventListener("submit", () => {
    later.cancel();
    keep(form, first);
    sessionStorage.setItem(SENT, keyOf(form));
  });
}

// A submission succeeded when the next page is neither the log-in nor the same form again.
const sent = sessionStorage.getItem(SENT);
if (sent && !document.body.matches("[data-entrance]")) {
  sessionStorage.removeItem(SENT);
  if (!$$("form[data-draft]").some((form) => keyOf(form) === sent)) localStorage.removeItem(sent);
}

// Logging out on purpose takes the drafts away: others may sit here.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-logout]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(`bo-draft:${person}:`)) localStorage.removeItem(key);
});
for (const key of Object.keys(localStorage)) if (key.startsWith("bo-draft:") && !read(key)) localStorage.removeItem(key);
