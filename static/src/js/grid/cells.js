// A cell: what it holds, what it shows, what it sends.
import { $ } from "../dom.js";
import { parse, plain, scale, trimmed, written } from "./decimal.js";

export const TYPED = new Set(["text", "lookup", "quantity", "price", "money", "rate", "date", "choice", "splits"]);
export const PLACES = { quantity: 3, price: 4, money: 2, rate: 4 };
export const isNumber = (kind) => kind in PLACES;

export const cellsOf = (row) => [...row.cells].filter((cell) => cell.dataset.kind);
export const cellOf = (row, column) => cellsOf(row).find((cell) => cell.dataset.col === column);
export const hiddenOf = (cell) => $("input[type=hidden]", cell);
export const inputOf = (cell) => $("input:not([type=hidden]), select, textarea", cell);

export function textOf(cell) {
  if (!cell) return "";
  const input = inputOf(cell);
  return (input ? input.value : cell.dataset.kind === "calc" ? "" : cell.textContent).trim();
}

// A rate as people write it: 13, 13% and 0.13 are the same.
function rateOf(text) {
  const number = parse(text);
  if (!number) return null;
  const digits = scale(number, 8);
  return digits >= 10n ** 8n && !/[%％]/.test(text) ? { digits: number.digits, places: number.places + 2 } : number;
}

const pad = (number) => String(number).padStart(2, "0");

// Dates as typed in an office, as ISO; "" when it is no date.
export function dateOf(text, today = new Date()) {
  const given = String(text).normalize("NFKC").trim();
  const match = /^(?:(\d{4})[-/.年]?)?(\d{1,2})(?:[-/.月]?)(\d{1,2})日?(?:\s+\S+)?$/.exec(given) || /^(\d{4})(\d{2})(\d{2})$/.exec(given);
  if (!match) return "";
  const [month, day] = [Number(match[2]), Number(match[3])];
  let year = Number(match[1] || today.getFullYear());
  // without a year: the next such day is meant when it is long past
  if (!match[1] && new Date(year, month - 1, day) < new Date(today.getFullYear(), today.getMonth() - 6, today.getDate())) year += 1;
  const made = new Date(year, month - 1, day);
  return made.getMonth() === month - 1 && made.getDate() === day ? `${year}-${pad(month)}-${pad(day)}` : "";
}

// "4@12-4 6@2026-12-18>12-21" → [{quantity, day, confirmed}]; null where a part cannot be read.
export function splitsOf(text) {
  const parts = String(text).normalize("NFKC").trim().split(/[\s;,]+/).filter(Boolean);
  const read = parts.map((part) => {
    const [quantity, days, ...rest] = part.split("@");
    const [day, confirmed, ...more] = (days || "").split(">");
    const [number, on, sure] = [parse(quantity), dateOf(day), confirmed ? dateOf(confirmed) : ""];
    const fits = number && number.digits > 0n && on && (sure || !confirmed) && !rest.length && !more.length;
    return fits ? { quantity: trimmed(plain(number.digits, number.places)), day: on, confirmed: sure } : null;
  });
  return read.every(Boolean) ? read : null;
}

export const splitsText = (splits) => splits.map(({ quantity, day, confirmed }) => `${quantity}@${day}${confirmed ? `>${confirmed}` : ""}`).join(" ");

// A year is written only where it is not this one.
const splitsShown = (splits) => splitsText(splits).replaceAll(`${new Date().getFullYear()}-`, "");

// What the server gets.
export function sentValue(kind, text) {
  if (text === "") return "";
  if (kind === "splits") return splitsOf(text) ? splitsText(splitsOf(text)) : text;
  if (kind === "date") return dateOf(text) || text;
  if (!isNumber(kind)) return text;
  const number = kind === "rate" ? rateOf(text) : parse(text);
  if (!number) return text;
  return trimmed(plain(number.digits, number.places)) || "0";
}

// What the person sees when the cell is left.
export function shownValue(kind, text) {
  if (text === "") return "";
  if (kind === "splits") return splitsOf(text) ? splitsShown(splitsOf(text)) : text;
  if (kind === "date") return dateOf(text) || text;
  if (!isNumber(kind)) return text;
  const number = kind === "rate" ? rateOf(text) : parse(text);
  if (!number) return text;
  if (kind === "rate") return `${trimmed(plain(scale(number, 4), 2))}%`;
  if (kind === "quantity") return trimmed(written(scale(number, 3), 3));
  return written(scale(number, PLACES[kind]), PLACES[kind]);
}

// Why a text does not fit its kind: a key of the words, or "".
export function faultOf(kind, text) {
  if (text === "") return "";
  if (isNumber(kind)) {
    const number = kind === "rate" ? rateOf(text) : parse(text);
    if (!number) return "not a number";
    const exact = scale(number, Math.max(number.places, PLACES[kind]));
    const rounded = scale(number, PLACES[kind]) * 10n ** BigInt(Math.max(number.places - PLACES[kind], 0));
    return exact === rounded ? "" : "too many places";
  }
  if (kind === "splits") return splitsOf(text) ? "" : "no split";
  return kind === "date" && !dateOf(text) ? "not a date" : "";
}

export function write(cell, text) {
  const input = inputOf(cell);
  const value = text ?? "";
  if (!input) cell.textContent = value;
  else if (input instanceof HTMLSelectElement) {
    const fits = [...input.options].find((option) => option.value === value || option.text.trim() === value.trim());
    input.value = fits ? fits.value : input.value;
  } else input.value = shownValue(cell.dataset.kind, value.trim());
}

// A row that exists on the server, or one whose look-up is chosen, is never blank; what a new row begins with does not count.
const hasKey = (row) =>
  Boolean($("input[type=hidden][name$='-id']", row)?.value) ||
  [...row.querySelectorAll("[data-kind=lookup] input[type=hidden]")].some((one) => one.value);

export function isBlank(row) {
  if (hasKey(row)) return false;
  return cellsOf(row).every((cell) => {
    const input = TYPED.has(cell.dataset.kind) ? inputOf(cell) : null;
    if (!input || input instanceof HTMLSelectElement) return true;
    const text = input.value.trim();
    return text === "" || (row.dataset.row === "new" && text === shownValue(cell.dataset.kind, input.defaultValue.trim()));
  });
}
