// The line grid: ordinary formset inputs with the hand of a spreadsheet. See docs/frontend.md.
import { $, $$, element, fire, whenever } from "../dom.js";
import { Combobox, finder, wordsOf } from "../combobox.js";
import { note } from "../note.js";
import { TYPED, cellOf, cellsOf, hiddenOf, inputOf, isBlank, sentValue, shownValue, textOf, write } from "./cells.js";
import { capitalForm, lineAmounts } from "./amounts.js";
import { Errors } from "./errors.js";
import { onKey } from "./keys.js";
import { Panel, valuesOfRow } from "./panel.js";
import { Paste } from "./paste.js";
import { Rows } from "./rows.js";
import { openSplits } from "./splits.js";
import { total } from "./totals.js";

export class Grid {
  constructor(root) {
    this.root = root;
    this.rows = new Rows(root);
    this.errors = new Errors(this);
    this.paste = new Paste(this);
    this.panel = new Panel(this);
    this.form = root.closest("form");
    for (const row of this.rows.all) this.dress(row);
    this.errors.dress();
    this.refresh();
    this.listen();
  }

  // Values as the eye wants them, told apart from what the server sent.
  dress(row) {
    for (const cell of cellsOf(row)) {
      const input = inputOf(cell);
      if (!input) continue;
      if (!input.getAttribute("aria-label") && !input.getAttribute("aria-labelledby")) {
        const head = $$("thead th", this.root)[cell.cellIndex];
        input.setAttribute("aria-label", head?.textContent.trim() || cell.dataset.col);
      }
      if (input instanceof HTMLInputElement && TYPED.has(cell.dataset.kind)) {
        input.value = shownValue(cell.dataset.kind, input.value.trim());
        input.setAttribute("autocomplete", "off");
      }
    }
  }

  listen() {
    const { root } = this;
    root.addEventListener("focusin", (event) => this.onFocus(event));
    root.addEventListener("focusout", (event) => this.onLeave(event));
    root.addEventListener("input", (event) => this.onInput(event));
    root.addEventListener("change", (event) => this.onInput(event));
    root.addEventListener("keydown", (event) => onKey(this, event));
    root.addEventListener("paste", (event) => this.onPaste(event));
    root.addEventListener("click", (event) => {
      const guess = event.target.closest("[data-guess]");
      if (guess) this.errors.chosen(guess);
      const opener = event.target.closest("[data-split]");
      if (opener) openSplits(this, opener.closest("tr"));
      const cell = event.target.closest("td[data-kind]");
      if (cell && !event.target.closest("input, select, textarea, a, button")) inputOf(cell)?.focus();
    });
    document.addEventListener("change", (event) => {
      const asked = [root.dataset.tax, root.dataset.currency].filter(Boolean).join(",");
      if (asked && event.target.matches?.(asked)) this.refresh();
    });
    this.form?.addEventListener("keydown", (event) => this.onHeadKey(event));
    this.form?.addEventListener("formdata", (event) => this.onSend(event.formData));
    this.form?.addEventListener("draft:before", (event) => {
      const wanted = event.detail.values[`${this.rows.prefix}-TOTAL_FORMS`];
      if (wanted) this.rows.ensureCount(Number(wanted[0]));
    });
    this.form?.addEventListener("draft:after", () => {
      for (const row of this.rows.all) this.dress(row);
      this.refresh();
    });
  }

  // Enter above the lines leads into them: it never sends the form by accident.
  onHeadKey(event) {
    const field = event.target;
    const plain = event.key === "Enter" && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (!plain || event.defaultPrevented || this.root.contains(field) || !field.matches("input, select")) return;
    event.preventDefault();
    const own = field.closest("[data-enter]")?.querySelector("button");
    if (own) {
      own.click();
      return;
    }
    const row = this.rows.live.find(isBlank) || this.rows.live[0];
    if (row) inputOf(this.typedCells(row)[0])?.focus();
  }

  cellAt(target) {
    const cell = target?.closest?.("td[data-kind]");
    return cell && this.root.contains(cell) && cell.closest("tr[data-row]") ? cell : null;
  }

  onFocus(event) {
    const cell = this.cellAt(event.target);
    if (!cell) return;
    const row = cell.parentElement;
    const input = inputOf(cell);
    if (cell.dataset.kind === "lookup") this.combobox(cell, input);
    input.dataset.before = input.value;
    input.select?.();
    if (row === this.current) return;
    for (const other of $$("tr.bo-on", this.root)) other.classList.remove("bo-on");
    row.classList.add("bo-on");
    this.current = row;
    this.announce(row);
  }

  announce(row) {
    fire(this.root, "grid:line", { index: this.rows.live.indexOf(row), values: valuesOfRow(row), row });
    this.panel.show(row);
  }

  onLeave(event) {
    const cell = this.cellAt(event.target);
    const input = cell && inputOf(cell);
    if (!input || input !== event.target) return;
    input.value = input instanceof HTMLSelectElement ? input.value : shownValue(cell.dataset.kind, input.value.trim());
    this.errors.check(cell);
    this.settle(cell);
    if (this.errors.isWrong(cell.parentElement)) total(this);
  }

  // A code typed on past the list is looked up behind the hand.
  async settle(cell) {
    if (cell.dataset.kind !== "lookup" || !textOf(cell) || hiddenOf(cell).value) return;
    try {
      await this.paste.lookUp([cell.parentElement]);
    } catch {
      return; // the server finds it when the form is sent
    }
    this.refresh();
  }

  onInput(event) {
    const cell = this.cellAt(event.target);
    if (!cell || event.target.type === "hidden") return;
    this.errors.clear(cell);
    const row = cell.parentElement;
    if (cell.dataset.kind === "lookup" && event.isTrusted && event.type === "input") hiddenOf(cell).value = "";
    this.refresh();
    fire(this.root, "grid:change", { index: this.rows.live.indexOf(row), column: cell.dataset.col, value: textOf(cell) });
    if (row === this.current) this.panel.show(row);
  }

  combobox(cell, input) {
    if (cell.combobox) return;
    cell.combobox = new Combobox(input, {
      find: finder(cell, input),
      onPick: (result) => result && this.pick(cell, result),
      onAfter: () => this.fillNext(cell),
    });
  }

  // A record chosen for a cell fills its row; `keep` leaves what stands there already.
  pick(cell, result, { keep = false } = {}) {
    const row = cell.parentElement;
    hiddenOf(cell).value = result.id;
    inputOf(cell).value = result.code || wordsOf(result);
    this.errors.clear(cell);
    for (const [column, value] of Object.entries(result.fill || {})) {
      const other = cellOf(row, column);
      const input = other && inputOf(other);
      if (!other || other === cell) continue;
      if (input && textOf(other) && (keep || input.dataset.touched)) continue;
      write(other, String(value ?? ""));
      this.errors.clear(other);
    }
    this.refresh();
    fire(this.root, "grid:change", { index: this.rows.live.indexOf(row), column: cell.dataset.col, value: result.id });
    if (row === this.current || !keep) this.panel.show(row);
  }

  onPaste(event) {
    const cell = this.cellAt(event.target);
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!cell || !/[\t\n]/.test(text.replace(/[\r\n]+$/, ""))) return;
    event.preventDefault();
    this.paste.take(text, cell);
  }

  // Sends plain numbers and no empty rows at the end.
  onSend(data) {
    const filled = this.rows.filled();
    this.rows.all.forEach((row, index) => {
      if (index >= filled) {
        for (const field of $$("[name]", row)) data.delete(field.name);
        return;
      }
      for (const cell of cellsOf(row)) {
        const input = inputOf(cell);
        if (input?.name && data.has(input.name)) data.set(input.name, sentValue(cell.dataset.kind, input.value.trim()));
      }
    });
    if (this.rows.total) data.set(this.rows.total.name, String(filled));
  }

  typedCells(row) {
    return cellsOf(row).filter((cell) => TYPED.has(cell.dataset.kind) && inputOf(cell) && !inputOf(cell).readOnly && !inputOf(cell).disabled);
  }

  // Along the row, over its end into the next.
  step(cell, by) {
    const cells = this.rows.live.flatMap((row) => this.typedCells(row));
    const next = cells[cells.indexOf(cell) + by];
    if (next) inputOf(next).focus();
    return Boolean(next);
  }

  // After a choice: what it has filled is passed over.
  fillNext(cell) {
    const cells = this.typedCells(cell.parentElement);
    const next = cells.slice(cells.indexOf(cell) + 1).find((one) => !textOf(one));
    return next ? inputOf(next).focus() : this.step(cell, 1);
  }

  // On from a code to what it will not fill by itself, also before it was looked up.
  pastProduct(cell) {
    const cells = this.typedCells(cell.parentElement);
    const next = cells.slice(cells.indexOf(cell) + 1).find((one) => one.dataset.kind !== "text" && !textOf(one));
    if (next) inputOf(next).focus();
    return Boolean(next);
  }

  // A new row begins at its beginning, a filled one is walked down by column.
  enter(cell) {
    const rows = this.rows.live;
    const row = rows[rows.indexOf(cell.parentElement) + 1];
    if (!row || !isBlank(row) || isBlank(cell.parentElement)) return this.move(cell, 1);
    inputOf(this.typedCells(row)[0])?.focus();
    return true;
  }

  // The same column, rows up or down.
  move(cell, by) {
    const rows = this.rows.live;
    const row = rows[rows.indexOf(cell.parentElement) + by];
    const there = row && cellOf(row, cell.dataset.col);
    if (there) inputOf(there)?.focus();
    return Boolean(there);
  }

  copyDown(cell) {
    const rows = this.rows.live;
    const above = rows[rows.indexOf(cell.parentElement) - 1];
    const from = above && cellOf(above, cell.dataset.col);
    if (!from) return;
    if (hiddenOf(cell)) {
      const fill = Object.fromEntries(cellsOf(above).filter((one) => one.dataset.kind === "shown").map((one) => [one.dataset.col, textOf(one)]));
      if (hiddenOf(from).value) this.pick(cell, { id: hiddenOf(from).value, code: textOf(from), fill });
      return;
    }
    write(cell, textOf(from));
    inputOf(cell).dataset.touched = "1";
    fire(inputOf(cell), "input");
  }

  copyRow(row) {
    for (const cell of this.typedCells(row)) this.copyDown(cell);
  }

  remove(row) {
    const rows = this.rows.live;
    const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
    const column = this.cellAt(document.activeElement)?.dataset.col;
    this.rows.remove(row);
    this.refresh();
    const there = next && (cellOf(next, column) || this.typedCells(next)[0]);
    if (there) inputOf(there)?.focus();
    fire(this.root, "grid:change", { index: -1, column: "", value: "" });
  }

  refresh() {
    const before = this.rows.all.length;
    this.rows.ensureSpare();
    for (const row of this.rows.all.slice(before)) this.dress(row);
    total(this);
  }

  busy(on) {
    this.root.setAttribute("aria-busy", String(on));
  }

  say(tone, sentence, actions = []) {
    const place = $("[data-grid-note]", this.root);
    if (!place) return;
    place.setAttribute("role", "status");
    const buttons = actions.map(([label, key, run]) => {
      const button = element("button", { type: "button", class: "bo-textbtn" }, `${label} `, element("kbd", { text: key }));
      button.addEventListener("click", run);
      return button;
    });
    place.replaceChildren(note(tone, sentence, ...buttons));
  }
}

whenever("[data-grid]", (root) => {
  root.grid = new Grid(root);
  fire(root, "grid:ready");
});

// For the page's own scripts and the tests: the same arithmetic.
window.bo = Object.freeze({ lineAmounts, capitalForm });
