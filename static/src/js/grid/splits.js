// Several deliveries of one line: how many by which day, until nothing is left.
import { $, $$, element, fire } from "../dom.js";
import { t } from "../words.js";
import { cellOf, dateOf, inputOf, shownValue, splitsOf, splitsText, textOf, write } from "./cells.js";
import { parse, plain, scale, trimmed } from "./decimal.js";

const PLACES = 3;
const thousandths = (text) => {
  const number = parse(text);
  return number ? scale(number, PLACES) : 0n;
};
const written = (digits) => trimmed(plain(digits, PLACES));
const [QUANTITY, DAY, SURE] = ["[data-part=quantity]", "[data-part=day]", "[data-part=confirmed]"];

class Splits {
  constructor(grid, row) {
    this.opener = document.activeElement;
    Object.assign(this, { grid, row, cell: cellOf(row, "splits"), whole: thousandths(textOf(cellOf(row, "quantity"))) });
    this.dialog = element("dialog", { class: "bo-dialog bo-splits", "aria-labelledby": "bo-splits-title" });
    this.body = element("tbody");
    this.left = element("output", { class: "bo-b" });
    this.why = element("p", { class: "bo-msg bo-red", role: "alert" });
    this.build();
    const known = splitsOf(textOf(this.cell)) || [];
    const first = { quantity: "", day: textOf(cellOf(row, "requested_on")) };
    for (const split of known.length ? known : [first]) this.add(split);
    this.refresh();
  }

  build() {
    const product = [textOf(cellOf(this.row, "product")), textOf(cellOf(this.row, "name"))].filter(Boolean).join(" ");
    const unit = textOf(cellOf(this.row, "unit"));
    const heads = ["#", t("Quantity"), t("Requested for"), t("Confirmed for")].map((text) => element("th", { scope: "col", text }));
    const table = element("table", { class: "bo-dt" }, element("thead", {}, element("tr", {}, ...heads)), this.body);
    const save = element("button", { type: "button", class: "bo-btn bo-btn-pri", text: t("Take over") });
    const none = element("button", { type: "button", class: "bo-btn", text: t("One delivery") });
    const close = element("button", { type: "button", class: "bo-btn", text: t("Cancel") });
    this.dialog.append(
      element("header", {}, element("h2", { id: "bo-splits-title", class: "bo-grow", text: t("Deliveries of line {line}", { line: this.grid.rows.live.indexOf(this.row) + 1 }) })),
      element("div", { class: "bo-body" }, element("p", { class: "bo-t2", text: `${product} · ${written(this.whole)} ${unit}` }), table, element("p", {}, `${t("Left to divide")} `, this.left, ` ${unit}`), this.why),
      element("footer", {}, save, none, close),
    );
    save.addEventListener("click", () => this.take());
    none.addEventListener("click", () => this.end(""));
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => {
      this.dialog.remove();
      (this.row.contains(this.opener) ? this.opener : inputOf(this.cell))?.focus();
    });
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.addEventListener("input", () => this.refresh());
    this.dialog.addEventListener("focusin", (event) => this.onFocus(event));
    this.dialog.addEventListener("focusout", (event) => {
      const kind = { quantity: "quantity", day: "date", confirmed: "date" }[event.target.dataset?.part];
      if (kind) event.target.value = shownValue(kind, event.target.value.trim());
    });
  }

  get rows() {
    return [...this.body.rows];
  }

  get rest() {
    return this.rows.reduce((rest, row) => rest - thousandths($(QUANTITY, row).value), this.whole);
  }

  add({ quantity = "", day = "", confirmed = "" } = {}) {
    const field = (part, value, label) => element("input", { class: "bo-input", "data-part": part, value, "aria-label": label, autocomplete: "off", ...(part === "quantity" ? { inputmode: "decimal" } : {}) });
    const cells = [
      element("td", { class: "bo-no", text: String(this.body.rows.length + 1) }),
      element("td", {}, field("quantity", shownValue("quantity", quantity), t("Quantity"))),
      element("td", {}, field("day", shownValue("date", day), t("Requested for"))),
      element("td", {}, field("confirmed", shownValue("date", confirmed), t("Confirmed for"))),
    ];
    this.body.append(element("tr", {}, ...cells));
  }

  // What is left stands ready in the next empty row.
  onFocus(event) {
    const input = event.target;
    if (input.dataset?.part === "quantity" && !input.value && this.rest > 0n) {
      input.value = written(this.rest);
      this.refresh();
    }
    input.select?.();
  }

  refresh() {
    this.left.textContent = written(this.rest);
    this.left.classList.toggle("bo-red", this.rest < 0n);
    this.why.textContent = "";
    const last = this.rows.at(-1);
    if (!last || ($(QUANTITY, last).value && this.rest > 0n)) this.add();
  }

  onKey(event) {
    if (event.isComposing) return;
    const inputs = $$("input", this.body);
    const at = inputs.indexOf(event.target);
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      const next = inputs[at + 1];
      if (event.ctrlKey || !next) this.take();
      else next.focus();
    }
    event.stopPropagation();
  }

  take() {
    const filled = this.rows.filter((row) => $(QUANTITY, row).value.trim() || $(DAY, row).value.trim());
    const splits = filled.map((row) => ({ quantity: $(QUANTITY, row).value, day: $(DAY, row).value, confirmed: $(SURE, row).value.trim() }));
    const wrong = filled.find((row) => thousandths($(QUANTITY, row).value) <= 0n || !dateOf($(DAY, row).value) || ($(SURE, row).value.trim() && !dateOf($(SURE, row).value)));
    if (wrong) {
      this.say(t("Each delivery has a quantity and a day."), wrong);
    } else if (this.rest !== 0n && filled.length) {
      this.say(t("The deliveries do not add up to the quantity of the line."), filled.at(-1));
    } else {
      const text = splitsText(splits.map(({ quantity, day, confirmed }) => ({ quantity: written(thousandths(quantity)), day: dateOf(day), confirmed: dateOf(confirmed) })));
      this.end(splits.length > 1 ? text : "", splits.length === 1 ? dateOf(splits[0].day) : "");
    }
  }

  say(sentence, row) {
    this.why.textContent = sentence;
    const bad = thousandths($(QUANTITY, row).value) > 0n && !dateOf($(DAY, row).value) ? DAY : QUANTITY;
    $(bad, row).focus();
  }

  // One delivery is no split: its day is the line's.
  end(text, day = "") {
    const asked = cellOf(this.row, "requested_on");
    if (day && asked) write(asked, day);
    this.grid.errors.clear(this.cell);
    write(this.cell, text);
    inputOf(this.cell).dataset.touched = "1";
    fire(inputOf(this.cell), "input");
    this.dialog.close();
  }
}

// Alt S, or the mark in the cell; a row without a quantity has nothing to divide.
export function openSplits(grid, row) {
  const cell = row && cellOf(row, "splits");
  if (!cell) return false;
  if (thousandths(textOf(cellOf(row, "quantity"))) <= 0n) {
    inputOf(cellOf(row, "quantity"))?.focus();
    grid.say("amber", t("First say how many; then divide them into deliveries."));
    return true;
  }
  const splits = new Splits(grid, row);
  document.body.append(splits.dialog);
  splits.dialog.showModal();
  $(QUANTITY, splits.dialog)?.focus();
  return true;
}
