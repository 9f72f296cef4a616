// Exact decimals: a whole number of the smallest place. Rounds half away from zero, as the server does.
export const MINUS = "\u2212";

// "￥1,680.50", "１２", "(5)", "13%" → {digits: BigInt, places}; null when it is no number.
export function parse(text) {
  let plain = String(text ?? "").normalize("NFKC").replace(/[\s,，'¥￥元]/g, "").replace(/[\u2212\u2013]/g, "-");
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(plain);
  if (bracketed) [plain, negative] = [bracketed[1], true];
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(%?)$/.exec(plain);
  if (!match || (match[2] === "" && !match[3])) return null;
  const [, sign, whole, fraction = "", percent] = match;
  let digits = BigInt(whole + fraction || "0");
  if (negative !== (sign === "-")) digits = -digits;
  return { digits, places: fraction.length + (percent ? 2 : 0) };
}

const power = (places) => 10n ** BigInt(places);

// a ÷ b, half away from zero; b > 0.
export function divide(a, b) {
  const size = a < 0n ? -a : a;
  const half = (2n * size + b) / (2n * b);
  return a < 0n ? -half : half;
}

// The number as a whole count of 10^-places.
export function scale(number, places) {
  if (number.places <= places) return number.digits * power(places - number.places);
  return divide(number.digits, power(number.places - places));
}

// A whole count of 10^-places as plain text: "-1234.50".
export function plain(digits, places) {
  const size = (digits < 0n ? -digits : digits).toString().padStart(places + 1, "0");
  const cut = size.length - places;
  const text = places ? `${size.slice(0, cut)}.${size.slice(cut)}` : size;
  return digits < 0n ? `-${text}` : text;
}

// For the eye: thousands, a real minus.
export function written(digits, places = 2) {
  const [whole, fraction] = plain(digits < 0n ? -digits : digits, places).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "");
  return digits < 0n ? MINUS + grouped : grouped;
}

// Without zeros at the end: a quantity as entered.
export const trimmed = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);
