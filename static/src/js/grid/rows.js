// The rows of a grid: growing, leaving, numbering, remembering.
import { $, $$ } from "../dom.js";
import { cellsOf, hiddenOf, inputOf, isBlank, write } from "./cells.js";

export class Rows {
  constructor(root) {
    this.root = root;
    this.prefix = root.dataset.grid;
    this.body = $("tbody", root);
    this.template = $("template[data-grid-row]", root);
    this.total = $(`input[name="${this.prefix}-TOTAL_FORMS"]`, root) || document.querySelector(`input[name="${this.prefix}-TOTAL_FORMS"]`);
    this.spare = Number(root.dataset.spare || 3);
  }

  get all() {
    return $$("tr[data-row]", this.body);
  }

  get live() {
    return this.all.filter((row) => !row.hidden);
  }

  index(row) {
    return this.all.indexOf(row);
  }

  add() {
    if (!this.template) return null;
    const row = this.template.content.querySelector("tr").cloneNode(true);
    const index = this.all.length;
    for (const field of $$("[name], [id], [for]", row)) {
      for (const name of ["name", "id", "for"]) {
        const value = field.getAttribute(name);
        if (value) field.setAttribute(name, value.replaceAll("__prefix__", index));
      }
    }
    row.dataset.row = "new";
    this.body.append(row);
    this.number();
    return row;
  }

  // Never fewer empty rows at the end than the grid wants.
  ensureSpare() {
    const rows = this.live;
    let blank = 0;
    for (let at = rows.length - 1; at >= 0 && isBlank(rows[at]); at--) blank++;
    while (blank < this.spare && this.add()) blank++;
  }

  ensureCount(count) {
    while (this.all.length < count && this.add());
  }

  remove(row) {
    const flag = $("input[name$='-DELETE']", row);
    this.why(row)?.remove();
    if (flag && $("input[name$='-id']", row)?.value) {
      if (flag.type === "checkbox") flag.checked = true;
      else flag.value = "on";
      row.hidden = true;
    } else row.remove();
    this.number();
  }

  why(row) {
    const next = row.nextElementSibling;
    return next?.matches("tr[data-why]") ? next : null;
  }

  // Names and the count follow the order of the rows.
  number() {
    const pattern = new RegExp(`^((?:id_)?${this.prefix}-)\\d+-`);
    let shown = 0;
    this.all.forEach((row, index) => {
      for (const field of $$("[name], [id], [for]", row)) {
        for (const name of ["name", "id", "for"]) {
          const value = field.getAttribute(name);
          if (value) field.setAttribute(name, value.replace(pattern, `$1${index}-`));
        }
      }
      if (!row.hidden) shown += 1;
      const place = $("td.bo-no", row);
      if (place) place.textContent = shown;
    });
    if (this.total) this.total.value = this.all.length;
  }

  // Rows at the end that nobody filled are not sent.
  filled() {
    const rows = this.all;
    let count = rows.length;
    while (count > 0 && isBlank(rows[count - 1])) count--;
    return count;
  }

  remember() {
    return this.all.map((row) => ({
      pasted: row.classList.contains("bo-pasted"),
      cells: cellsOf(row).map((cell) => ({
        hidden: hiddenOf(cell)?.value,
        text: inputOf(cell) ? inputOf(cell).value : cell.textContent,
        error: cell.dataset.error,
      })),
    }));
  }

  restore(memory) {
    this.all.slice(memory.length).forEach((row) => this.remove(row));
    this.all.forEach((row, index) => {
      this.why(row)?.remove();
      row.classList.toggle("bo-pasted", memory[index].pasted);
      cellsOf(row).forEach((cell, place) => {
        const kept = memory[index].cells[place];
        if (kept.hidden !== undefined) hiddenOf(cell).value = kept.hidden;
        write(cell, kept.text);
        if (kept.error) cell.dataset.error = kept.error;
        cell.classList.toggle("bo-bad", Boolean(kept.error));
        if (!kept.error) {
          delete cell.dataset.error;
          $(".bo-ic", cell)?.remove();
        }
      });
    });
  }
}
