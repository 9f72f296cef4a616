// The keys of the line grid.
import { hiddenOf, inputOf, textOf } from "./cells.js";
import { openSplits } from "./splits.js";

const atStart = (input) => !input.setSelectionRange || input.selectionStart === null || (input.selectionStart === 0 && (input.selectionEnd === 0 || input.selectionEnd === input.value.length));
const atEnd = (input) => !input.setSelectionRange || input.selectionEnd === null || input.selectionEnd === input.value.length;

function withControl(grid, cell, event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "d") return event.shiftKey ? grid.copyRow(cell.parentElement) : grid.copyDown(cell), true;
  if (key === "Delete") return grid.remove(cell.parentElement), true;
  if (key === "z") {
    // only while nothing was typed after the paste; else the browser's own undo
    const input = inputOf(cell);
    return input.value === (input.dataset.before ?? input.value) && grid.paste.undo();
  }
  if (key === "Home" || key === "End") {
    const rows = grid.rows.live;
    const row = key === "Home" ? rows[0] : rows[Math.max(grid.rows.filled() - 1, 0)];
    const there = grid.typedCells(row)[0];
    if (there) inputOf(there).focus();
    return true;
  }
  return false;
}

const isUnresolved = (cell) => cell.dataset.kind === "lookup" && textOf(cell) && !hiddenOf(cell).value;

function plainKey(grid, cell, event) {
  const input = inputOf(cell);
  const back = event.shiftKey;
  switch (event.key) {
    case "Enter":
      if (!back && isUnresolved(cell) && grid.pastProduct(cell)) return true;
      return (back ? grid.move(cell, -1) : grid.enter(cell)) || true;
    case "Tab":
      return !back && cell.dataset.kind === "lookup" && textOf(cell) && grid.pastProduct(cell);
    case "ArrowDown":
      return !(input instanceof HTMLSelectElement) && grid.move(cell, 1);
    case "ArrowUp":
      return !(input instanceof HTMLSelectElement) && grid.move(cell, -1);
    case "ArrowLeft":
      return !back && atStart(input) && grid.step(cell, -1);
    case "ArrowRight":
      return !back && atEnd(input) && grid.step(cell, 1);
    case "Escape":
      if (input.value === input.dataset.before) return false;
      input.value = input.dataset.before ?? "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.select?.();
      return true;
    default:
      return false;
  }
}

export function onKey(grid, event) {
  if (event.defaultPrevented || event.isComposing) return;
  const cell = grid.cellAt(event.target);
  let done = false;
  if (event.key === "F8") done = grid.errors.next(cell);
  else if (event.altKey && /^(Digit|Numpad)[1-3]$/.test(event.code)) done = grid.errors.take(Number(event.code.slice(-1)), cell?.parentElement);
  else if (event.altKey && event.code === "KeyS") done = cell && openSplits(grid, cell.parentElement);
  else if (!cell || event.altKey) return;
  else if (event.ctrlKey || event.metaKey) done = withControl(grid, cell, event);
  else done = plainKey(grid, cell, event);
  if (done) {
    event.preventDefault();
    event.stopPropagation();
  }
}
