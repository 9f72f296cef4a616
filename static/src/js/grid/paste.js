// A block from Excel: read, laid over the columns, looked up, marked; undone as one step.
import { valuesOf } from "../dom.js";
import { remote, resultsOf } from "../combobox.js";
import { t } from "../words.js";
import { TYPED, cellsOf, faultOf, hiddenOf, inputOf, textOf, write } from "./cells.js";

// Tab-separated text as Excel puts it on the clipboard: quotes hold tabs and line ends.
export function readBlock(text) {
  const rows = [];
  let [row, cell, quoted] = [[], "", false];
  const source = text.replace(/\r\n?/g, "\n");
  for (let at = 0; at < source.length; at++) {
    const letter = source[at];
    if (quoted) {
      if (letter === '"' && source[at + 1] === '"') cell += source[++at];
      else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t") [row, cell] = [[...row, cell], ""];
    else if (letter === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
    } else cell += letter;
  }
  if (cell !== "" || row.length) rows.push([...row, cell]);
  return rows.map((one) => one.map((part) => part.replace(/\s+/g, " ").trim())).filter((one) => one.some(Boolean));
}

const bare = (text) => text.replace(/[*\s:：]/g, "").toLowerCase();

// By headings, when the first row holds at least two of the table's; other offices' words count too.
function byHeadings(block, headings) {
  const names = headings.map((one) => [one.name, ...(one.aliases || [])].filter(Boolean).map(bare));
  const found = block[0].map((text) => names.findIndex((words) => words.includes(bare(text))));
  return found.filter((at) => at >= 0).length >= 2 ? found : null;
}

function faults(block, columns, kinds) {
  let count = 0;
  for (const row of block) columns.forEach((at, place) => (count += at >= 0 && faultOf(kinds[at], row[place] ?? "") ? 1 : 0));
  return count;
}

// Which column each pasted one goes to (-1: dropped), and the rows without headings.
export function layOut(block, start, kinds, headings) {
  const named = byHeadings(block, headings);
  if (named) return { columns: named, rows: block.slice(1), unknown: block[0].filter((text, at) => text && named[at] < 0) };
  const width = Math.max(...block.map((row) => row.length));
  const every = [...Array(width).keys()].map((at) => (start + at < kinds.length ? start + at : -1));
  const typed = kinds.map((kind, at) => (TYPED.has(kind) && at >= start ? at : -1)).filter((at) => at >= 0);
  const tight = [...Array(width).keys()].map((at) => typed[at] ?? -1);
  const columns = width > typed.length || faults(block, every, kinds) < faults(block, tight, kinds) ? every : tight;
  return { columns, rows: block, unknown: [] };
}

// {code: {found, guesses}} for every pasted code, asked in one go where the server can.
async function resolve(grid, cell, codes) {
  const form = inputOf(cell).form;
  const answers = {};
  if (grid.root.dataset.resolve) {
    for (let at = 0; at < codes.length; at += 50) {
      const address = new URL(grid.root.dataset.resolve, location.href);
      for (const [name, value] of valuesOf(form, cell.dataset.with)) address.searchParams.set(name, value);
      for (const code of codes.slice(at, at + 50)) address.searchParams.append("code", code);
      const answer = await fetch(address, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
      if (!answer.ok) throw new Error(String(answer.status));
      Object.assign(answers, await answer.json());
    }
    return answers;
  }
  const waiting = [...codes];
  const worker = async () => {
    const find = remote(cell.dataset.url, () => valuesOf(form, cell.dataset.with));
    for (let code = waiting.shift(); code !== undefined; code = waiting.shift()) answers[code] = await ask(find, code);
  };
  await Promise.all([worker(), worker(), worker()]);
  return answers;
}

async function ask(find, code) {
  const same = (result) => [result.code, result.text].some((text) => String(text ?? "").toLowerCase() === code.toLowerCase());
  let results = await find(code);
  const exact = results.filter(same);
  if (exact.length === 1 || results.length === 1) return { found: exact[0] || results[0], guesses: [] };
  for (let size = code.length - 1; !results.length && size > 1; size -= 2) results = await find(code.slice(0, size));
  return { found: null, guesses: results.slice(0, 3) };
}

export class Paste {
  constructor(grid) {
    this.grid = grid;
    this.memory = [];
  }

  async take(text, cell) {
    const block = readBlock(text);
    if (!block.length) return;
    const { grid } = this;
    const sample = cellsOf(cell.parentElement);
    const heads = [...grid.root.querySelectorAll("thead th")];
    const headings = sample.map((one) => ({ name: heads[one.cellIndex]?.textContent.trim(), aliases: heads[one.cellIndex]?.dataset.aliases?.split(" ") }));
    const { columns, rows, unknown } = layOut(block, sample.indexOf(cell), sample.map((one) => one.dataset.kind), headings);
    if (!rows.length) return;
    this.memory.push(grid.rows.remember());
    const touched = this.fill(rows, columns, grid.rows.live.indexOf(cell.parentElement));
    grid.refresh();
    grid.busy(true);
    try {
      await this.lookUp(touched);
    } catch {
      grid.say("amber", t("The codes could not be checked just now; the server will check them when you save."));
    }
    grid.busy(false);
    grid.refresh();
    this.report(touched, unknown);
  }

  fill(rows, columns, first) {
    const { grid } = this;
    return rows.map((values, at) => {
      while (grid.rows.live.length <= first + at && grid.rows.add());
      const row = grid.rows.live[first + at];
      row.classList.add("bo-pasted");
      const cells = cellsOf(row);
      columns.forEach((place, index) => {
        const cell = cells[place];
        const text = values[index] ?? "";
        if (!cell || !TYPED.has(cell.dataset.kind)) return;
        grid.errors.clear(cell);
        if (cell.dataset.kind === "lookup") hiddenOf(cell).value = "";
        write(cell, text);
        const input = inputOf(cell);
        if (input) Object.assign(input.dataset, { touched: "1", before: input.value });
        grid.errors.check(cell);
      });
      return row;
    });
  }

  async lookUp(rows) {
    const { grid } = this;
    const cells = rows.flatMap((row) => cellsOf(row).filter((cell) => cell.dataset.kind === "lookup" && textOf(cell) && !hiddenOf(cell).value));
    for (const column of new Set(cells.map((cell) => cell.dataset.col))) {
      const here = cells.filter((cell) => cell.dataset.col === column);
      const asked = new Set(here.map(textOf));
      const answers = await resolve(grid, here[0], [...asked]);
      for (const cell of here) {
        const text = textOf(cell);
        if (hiddenOf(cell).value || !asked.has(text)) continue; // chosen or typed anew meanwhile
        const answer = answers[text];
        if (answer?.found) grid.pick(cell, resultsOf([answer.found])[0], { keep: true });
        else grid.errors.set(cell, t("{text} does not exist.", { text }), resultsOf(answer?.guesses || []));
      }
    }
  }

  report(rows, unknown) {
    const { grid } = this;
    const wrong = rows.filter((row) => grid.errors.isWrong(row)).length;
    const actions = [[t("Undo the paste"), "Ctrl Z", () => this.undo()]];
    if (wrong) actions.unshift([t("To the wrong cell"), "F8", () => grid.errors.next()]);
    const sentence = wrong
      ? t("Pasted {rows} rows, {good} taken, {wrong} with an error.", { rows: rows.length, good: rows.length - wrong, wrong })
      : t("Pasted {rows} rows.", { rows: rows.length });
    const left = unknown.length ? ` ${t("Not known here and left out: {headings}.", { headings: unknown.join(", ") })}` : "";
    grid.say(wrong || left ? "amber" : "blue", sentence + left, actions);
  }

  undo() {
    const memory = this.memory.pop();
    if (!memory) return false;
    this.grid.rows.restore(memory);
    this.grid.errors.dress();
    this.grid.say("blue", t("The paste is undone."));
    this.grid.refresh();
    return true;
  }
}
