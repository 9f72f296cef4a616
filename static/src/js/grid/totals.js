// Computed cells and the sums: rounded line by line, wrong rows left out and said to be.
import { $, $$, fire } from "../dom.js";
import { t } from "../words.js";
import { capitalForm, lineAmounts } from "./amounts.js";
import { cellOf, isBlank, sentValue, textOf } from "./cells.js";
import { parse, plain, scale, written } from "./decimal.js";

const TRUE = /^(1|true|on|yes|incl.*|含税)$/i;

export function includesTax(root) {
  const selector = root.dataset.tax;
  if (!selector) return root.dataset.includesTax !== "0";
  const fields = $$(selector);
  const field = fields.find((one) => one.type === "radio" && one.checked) || fields[0];
  if (!field) return true;
  return field.type === "checkbox" ? field.checked : TRUE.test(field.value);
}

// The words are of yuan: an amount in another currency has none.
function isForeign(root) {
  const field = root.dataset.currency && $(root.dataset.currency);
  return Boolean(field) && !/^(cny|rmb)?$/i.test(field.value.trim());
}

function amountsOf(row, withTax, rate) {
  if (!cellOf(row, "quantity") || !cellOf(row, "unit_price")) return null;
  const own = cellOf(row, "tax_rate");
  return lineAmounts({
    quantity: sentValue("quantity", textOf(cellOf(row, "quantity"))),
    unitPrice: sentValue("price", textOf(cellOf(row, "unit_price"))),
    taxRate: own ? sentValue("rate", textOf(own)) : rate,
    includesTax: withTax,
  });
}

function draw(row, amounts, isWrong) {
  for (const name of ["net", "tax", "gross"]) {
    const cell = cellOf(row, name);
    if (!cell || cell.dataset.kind !== "calc") continue;
    const left = isWrong && !isBlank(row);
    cell.textContent = left ? t("not counted") : amounts ? written(amounts[name]) : "";
    cell.classList.toggle("bo-t3", left);
    cell.classList.toggle("bo-neg", !left && Boolean(amounts) && amounts[name] < 0n);
  }
}

function put(root, name, text) {
  for (const place of $$(`[data-total="${name}"]`, root.closest("form") || document)) place.textContent = text;
}

// Any other column of money that a total asks for.
function columnSum(rows, name) {
  return rows.reduce((sum, row) => sum + scale(parse(textOf(cellOf(row, name))) || { digits: 0n, places: 0 }, 2), 0n);
}

export function total(grid) {
  const { root } = grid;
  const withTax = includesTax(root);
  const sums = { net: 0n, tax: 0n, gross: 0n };
  const good = [];
  let wrong = 0;
  for (const row of grid.rows.live) {
    const isWrong = grid.errors.isWrong(row);
    const amounts = amountsOf(row, withTax, root.dataset.rate ?? "0");
    draw(row, amounts, isWrong);
    const blank = isBlank(row);
    row.classList.toggle("bo-blank", blank);
    if (blank) continue;
    if (isWrong) {
      wrong += 1;
      continue;
    }
    good.push(row);
    if (amounts) for (const name of Object.keys(sums)) sums[name] += amounts[name];
  }
  for (const [name, cents] of Object.entries(sums)) put(root, name, written(cents));
  put(root, "rows", String(good.length));
  put(root, "wrong", wrong ? t("+ {count} with an error", { count: wrong }) : "");
  put(root, "capital", isForeign(root) ? "" : capitalForm(sums.gross));
  const known = new Set(["net", "tax", "gross", "rows", "wrong", "capital"]);
  for (const place of $$("[data-total]", root.closest("form") || document)) {
    if (!known.has(place.dataset.total) && $(`[data-col="${place.dataset.total}"]`, root)) place.textContent = written(columnSum(good, place.dataset.total));
  }
  const said = Object.fromEntries(Object.entries(sums).map(([name, cents]) => [name, plain(cents, 2)]));
  grid.sums = said;
  fire(root, "grid:totals", { ...said, rows: good.length, wrong });
}
