// The amounts of a line, to the cent as core.money.line_amounts gives them, and the capital form of a total.
import { divide, parse, scale } from "./decimal.js";

const RATE_PLACES = 4;
const RATE_ONE = 10n ** BigInt(RATE_PLACES);

// Texts in, cents out; null while quantity or price is missing.
export function lineAmounts({ quantity, unitPrice, taxRate, includesTax }) {
  const count = parse(quantity);
  const price = parse(unitPrice);
  const rate = taxRate === "" || taxRate == null ? { digits: 0n, places: 0 } : parse(taxRate);
  if (!count || !price || !rate) return null;
  const factor = RATE_ONE + scale(rate, RATE_PLACES);
  const product = { digits: count.digits * price.digits, places: count.places + price.places };
  const amount = scale(product, 2);
  if (includesTax) {
    const net = divide(amount * RATE_ONE, factor);
    return { net, tax: amount - net, gross: amount };
  }
  const gross = divide(amount * factor, RATE_ONE);
  return { net: amount, tax: gross - amount, gross };
}

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["仟", "佰", "拾", ""];
const GROUPS = ["", "万", "亿", "万"];

function four(group) {
  let text = "";
  let pending = false;
  [...String(group).padStart(4, "0")].forEach((digit, place) => {
    if (digit === "0") {
      pending = text !== "";
      return;
    }
    text += (pending ? "零" : "") + DIGITS[Number(digit)] + PLACES[place];
    pending = false;
  });
  return text;
}

function whole(yuan) {
  if (yuan === 0n) return "零";
  const groups = [];
  for (let rest = yuan; rest > 0n; rest /= 10000n) groups.push(Number(rest % 10000n));
  let text = "";
  let skipped = false;
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index];
    if (!group) {
      skipped = true;
      // 亿 closes the upper half even where no 亿 of its own stands.
      if (index === 2 && groups.length > 3) text += "亿";
      continue;
    }
    if (text && (skipped || group < 1000)) text += "零";
    text += four(group) + GROUPS[index];
    skipped = false;
  }
  return text;
}

// 人民币大写 of cents: 壹拾万零壹拾元伍角, 叁元整, 负伍分.
export function capitalForm(cents) {
  const size = cents < 0n ? -cents : cents;
  const [yuan, rest] = [size / 100n, Number(size % 100n)];
  const [jiao, fen] = [Math.floor(rest / 10), rest % 10];
  const sign = cents < 0n ? "负" : "";
  if (!rest) return `${sign}${whole(yuan)}元整`;
  let text = yuan ? `${whole(yuan)}元` : "";
  if (jiao) text += `${DIGITS[jiao]}角`;
  else if (yuan) text += "零";
  return sign + text + (fen ? `${DIGITS[fen]}分` : "");
}
