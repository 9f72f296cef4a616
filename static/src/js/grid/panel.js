// The panel answers for the current line; its place is kept, only the figures change.
import { $, debounce, valuesOf } from "../dom.js";
import htmx from "../htmx.js";
import { cellsOf, hiddenOf, sentValue, textOf } from "./cells.js";

export function valuesOfRow(row) {
  const values = {};
  for (const cell of cellsOf(row)) {
    const { col, kind } = cell.dataset;
    if (kind === "calc") continue;
    values[col] = kind === "lookup" ? hiddenOf(cell)?.value || "" : sentValue(kind, textOf(cell));
    if (kind === "lookup") values[`${col}_text`] = textOf(cell);
  }
  return values;
}

export class Panel {
  constructor(grid) {
    this.grid = grid;
    this.url = grid.root.dataset.panel;
    this.show = debounce((row) => this.fetch(row), 200);
  }

  async fetch(row) {
    const target = $(this.grid.root.dataset.panelTarget);
    if (!this.url || !target || !row.isConnected) return;
    this.running?.abort();
    this.running = new AbortController();
    const address = new URL(this.url, location.href);
    const form = this.grid.root.closest("form");
    for (const [name, value] of valuesOf(form, this.grid.root.dataset.panelWith)) address.searchParams.set(name, value);
    for (const [name, value] of Object.entries(valuesOfRow(row))) address.searchParams.set(name, value);
    if (this.grid.sums) address.searchParams.set("total", this.grid.sums.gross);
    address.searchParams.set("line", String(this.grid.rows.live.indexOf(row) + 1));
    const asked = address.toString();
    if (asked === this.asked) return;
    try {
      const answer = await fetch(address, { signal: this.running.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const text = await answer.text();
      this.asked = asked;
      target.style.minHeight = `${target.offsetHeight}px`;
      target.innerHTML = text;
      htmx.process(target);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }
}
