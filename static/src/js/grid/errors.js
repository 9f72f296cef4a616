// Wrong cells: marked in place, the reason and the best guesses in a row beneath.
import { $, $$, element, icon } from "../dom.js";
import { t } from "../words.js";
import { cellsOf, faultOf, inputOf, textOf } from "./cells.js";

const SENTENCES = {
  "not a number": () => t("not a number"),
  "too many places": () => t("too many decimal places"),
  "not a date": () => t("not a date"),
  "no split": () => t("not a list of deliveries (4@12-4 6@12-18, or Alt S)"),
};

export class Errors {
  constructor(grid) {
    this.grid = grid;
  }

  isWrong(row) {
    return Boolean($("td.bo-bad", row));
  }

  get cells() {
    return $$("tr[data-row]:not([hidden]) td.bo-bad", this.grid.root);
  }

  set(cell, sentence, guesses = []) {
    cell.classList.add("bo-bad");
    cell.dataset.error = sentence;
    cell.title = sentence;
    inputOf(cell)?.setAttribute("aria-invalid", "true");
    if (!$(".bo-ic", cell)) cell.prepend(icon("stop", "bo-red"));
    this.explain(cell.parentElement, sentence, guesses);
  }

  clear(cell) {
    if (!cell.classList.contains("bo-bad") && !cell.classList.contains("bo-warn")) return;
    cell.classList.remove("bo-bad", "bo-warn");
    cell.removeAttribute("title");
    $(".bo-ic", cell)?.remove();
    delete cell.dataset.error;
    inputOf(cell)?.removeAttribute("aria-invalid");
    const row = cell.parentElement;
    const rest = $("td.bo-bad", row);
    this.grid.rows.why(row)?.remove();
    if (rest) this.explain(row, rest.dataset.error, []);
  }

  // Checks one typed cell by its kind.
  check(cell) {
    const fault = faultOf(cell.dataset.kind, textOf(cell));
    if (!fault) return;
    this.set(cell, t("{text} is {fault}.", { text: textOf(cell), fault: SENTENCES[fault]() }));
  }

  explain(row, sentence, guesses) {
    this.grid.rows.why(row)?.remove();
    const text = element("td", { colspan: String(Math.max(row.cells.length - 1, 1)) }, element("span", { text: sentence }));
    if (guesses.length) {
      text.append(` ${t("Most alike:")} `);
      guesses.slice(0, 3).forEach((guess, index) => text.append(this.button(guess, index)));
      text.append(` ${t("Take one (Alt 1–3) or type another.")}`);
    }
    row.after(element("tr", { class: "bo-why", "data-why": "" }, element("td"), text));
  }

  button(guess, index) {
    const made = element("button", { type: "button", class: "bo-textbtn", text: guess.code || guess.text, title: `Alt ${index + 1}` });
    made.dataset.guess = JSON.stringify(guess);
    return made;
  }

  // Alt 1–3: of the current row, else of the first row that has guesses.
  take(number, row) {
    const places = [row && this.grid.rows.why(row), ...$$("tr[data-why]", this.grid.root)].filter(Boolean);
    const buttons = places.map((place) => $$("[data-guess]", place)).find((found) => found.length);
    buttons?.[number - 1]?.click();
    return Boolean(buttons);
  }

  chosen(button) {
    const row = button.closest("tr[data-why]").previousElementSibling;
    const cell = $("td.bo-bad[data-kind=lookup]", row) || cellsOf(row).find((one) => one.dataset.kind === "lookup");
    if (cell) this.grid.pick(cell, JSON.parse(button.dataset.guess));
  }

  next(from) {
    const cells = this.cells;
    if (!cells.length) return false;
    const after = from && cells.find((cell) => from.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING);
    inputOf(after || cells[0])?.focus();
    return true;
  }

  // What the server found: an icon is added, so that colour is not the only sign.
  dress() {
    for (const cell of $$("td.bo-bad[data-error]", this.grid.root)) {
      inputOf(cell)?.setAttribute("aria-invalid", "true");
      if (!$(".bo-ic", cell)) cell.prepend(icon("stop", "bo-red"));
      if (!this.grid.rows.why(cell.parentElement)) this.explain(cell.parentElement, cell.dataset.error, []);
    }
    for (const cell of $$("td.bo-warn", this.grid.root)) if (!$(".bo-ic", cell)) cell.prepend(icon("warn", "bo-amber"));
  }
}
