// A list by hand: cursor row, selection, the bar that says what a button would act on.
import { $, $$, fire, isTyping, whenever } from "./dom.js";
import { parse, scale, written } from "./grid/decimal.js";
import { t } from "./words.js";

// The inbox has rows to open but none to select.
const LIST = "[data-list], .bo-inbox";
const ROW = "tbody tr[data-pk], tbody tr[data-href]";
const rowsOf = (list) => $$(ROW, list);
const boxOf = (row) => $("input.bo-cb", row);

function select(list, row, on) {
  const box = boxOf(row);
  if (!box || box.disabled) return;
  box.checked = on;
  row.classList.toggle("bo-sel", on);
}

function refresh(list) {
  const rows = rowsOf(list);
  const chosen = rows.filter((row) => boxOf(row)?.checked);
  for (const row of rows) row.classList.toggle("bo-sel", Boolean(boxOf(row)?.checked));
  const all = $("[data-select-all]", list);
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === rows.length;
    all.indeterminate = chosen.length > 0 && chosen.length < rows.length;
  }
  for (const part of $$("[data-selection]", list)) part.hidden = !chosen.length;
  for (const part of $$("[data-no-selection]", list)) part.hidden = chosen.length > 0;
  for (const part of $$("[data-selected-count]", list)) part.textContent = chosen.length;
  const sums = chosen.map((row) => parse(row.dataset.sum)).filter(Boolean);
  const sum = sums.reduce((total, one) => total + scale(one, 2), 0n);
  for (const part of $$("[data-selected-sum]", list)) part.textContent = sums.length ? written(sum) : "";
  for (const place of $$("[data-left-out]", list)) place.textContent = "";
  for (const button of $$("[data-bulk]", list)) count(list, button, chosen);
  const pks = chosen.map((row) => row.dataset.pk);
  fire(list, "list:selection", { pks });
}

const labelOf = (button) => [...button.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE).map((one) => one.textContent.trim()).join("");

// The button carries the number it will act on; how many stay out is said beside it.
function count(list, button, chosen) {
  const fit = chosen.filter((row) => (row.dataset.can || "").split(/\s+/).includes(button.dataset.bulk));
  const number = $("[data-n]", button);
  if (number) number.textContent = fit.length || "";
  button.setAttribute("aria-disabled", String(chosen.length > 0 && !fit.length));
  const out = chosen.length - fit.length;
  const sentence = out ? t("{label}: {count} of the selected rows stay out", { label: labelOf(button), count: out }) : "";
  button.title = sentence;
  const place = $("[data-left-out]", list);
  if (place && sentence) place.textContent = sentence;
}

function moveTo(list, row) {
  for (const other of $$("tr.bo-cur", list)) other.classList.remove("bo-cur");
  if (!row) return;
  row.classList.add("bo-cur");
  row.scrollIntoView({ block: "nearest" });
}

function selectRange(list, from, to) {
  const rows = rowsOf(list);
  const [low, high] = [rows.indexOf(from), rows.indexOf(to)].sort((a, b) => a - b);
  for (const row of rows.slice(Math.max(low, 0), high + 1)) select(list, row, true);
}

function onKey(list, event) {
  const rows = rowsOf(list);
  if (!rows.length) return;
  const current = $("tr.bo-cur", list);
  const at = rows.indexOf(current);
  const go = (index) => moveTo(list, rows[Math.max(0, Math.min(rows.length - 1, index))]);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "j" || key === "ArrowDown") go(at + 1);
  else if (key === "k" || key === "ArrowUp") go(at < 0 ? 0 : at - 1);
  else if (key === "Enter" && current?.dataset.href) location.assign(current.dataset.href);
  else if (key === "x" && current) {
    if (event.shiftKey && list.lastSelected) selectRange(list, list.lastSelected, current);
    else select(list, current, !boxOf(current)?.checked);
    list.lastSelected = current;
    refresh(list);
  } else if (key === "Escape") {
    for (const row of rows) select(list, row, false);
    refresh(list);
  } else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if ($("dialog[open]") || event.target.closest?.("details[open].bo-menu, .bo-side, button")) return;
  if (event.key === "Enter" && event.target.closest?.("a")) return;
  const list = event.target.closest?.(LIST) || $(LIST);
  if (list) onKey(list, event);
});

whenever(LIST, (list) => {
  let shift = false;
  list.addEventListener("click", (event) => {
    shift = event.shiftKey;
    const row = event.target.closest(ROW);
    if (!row) return;
    moveTo(list, row);
    const free = !event.target.closest("a, button, input, label, select, summary") && !getSelection().toString();
    if (free && row.dataset.href && event.detail === 2) location.assign(row.dataset.href);
  });
  list.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-select-all]")) for (const row of rowsOf(list)) select(list, row, box.checked);
    else if (box.matches("input.bo-cb")) {
      const row = box.closest("tr");
      if (shift && list.lastSelected && box.checked) selectRange(list, list.lastSelected, row);
      list.lastSelected = row;
    } else return;
    refresh(list);
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-bulk]")?.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
  list.addEventListener("htmx:afterSwap", () => refresh(list));
  refresh(list);
});

// Columns are put in order by hand; the form's order of fields is the table's.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-columns] [data-move]");
  if (!button) return;
  const item = button.closest("li");
  const other = button.dataset.move === "up" ? item.previousElementSibling : item.nextElementSibling;
  if (other) button.dataset.move === "up" ? other.before(item) : other.after(item);
  button.focus();
});
