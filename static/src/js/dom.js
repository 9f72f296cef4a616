// Small things every module needs.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// Runs now, and for what htmx brings later. `start` gets each element once.
const starters = [];
const started = new WeakMap();

function begin(root) {
  for (const [selector, start] of starters) {
    const found = $$(selector, root);
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      const done = started.get(element) || new Set();
      if (done.has(start)) continue;
      started.set(element, done.add(start));
      start(element);
    }
  }
}

export function whenever(selector, start) {
  starters.push([selector, start]);
  begin(document.body);
}

document.addEventListener("htmx:load", (event) => begin(event.target));

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name === "text") made.textContent = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
const sprite = () => $("use")?.getAttribute("href").split("#")[0] || "/static/icons.svg";

export function icon(name, css = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `bo-ic ${css}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite()}#${name}`);
  svg.append(use);
  return svg;
}

export const fire = (target, name, detail = {}, cancelable = false) =>
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable, detail }));

export const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));

export function cookie(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

export function debounce(run, wait) {
  let timer;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

// Values of named fields of a form, as query parameters.
export function valuesOf(form, names) {
  const found = new URLSearchParams();
  if (!form) return found;
  const data = new FormData(form);
  for (const name of (names || "").split(/\s+/).filter(Boolean)) {
    const value = data.get(name);
    if (typeof value === "string" && value !== "") found.set(name, value);
  }
  return found;
}

// A small POST of our own, with the page's token.
export function post(url, values = {}) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers") || "{}"), "X-Requested-With": "XMLHttpRequest" };
  return fetch(url, { method: "POST", headers, body: new URLSearchParams(values), keepalive: true });
}
