// A field that finds a record by code, name or pinyin initials while one types.
import { $, debounce, element, fire, valuesOf, whenever } from "./dom.js";
import { t } from "./words.js";

let serial = 0;
const LIMIT = 20;

// {results: […]} or a bare list; names vary a little between answers.
export function resultsOf(answer) {
  const rows = Array.isArray(answer) ? answer : answer.results || answer.items || [];
  return rows.map((row) => ({ ...row, id: row.id ?? row.pk ?? row.value, text: row.text ?? row.label ?? row.name ?? "", fill: row.fill || {} }));
}

export const wordsOf = (result) => result.text || result.code || "";

function local(id) {
  const block = document.getElementById(id);
  const rows = resultsOf(block ? JSON.parse(block.textContent) : []);
  return (query) => {
    const wanted = query.trim().toLowerCase();
    const fits = (row) => [row.code, row.text, row.initials].some((part) => String(part ?? "").toLowerCase().includes(wanted));
    return rows.filter(fits).slice(0, LIMIT);
  };
}

export function remote(url, parameters) {
  let running;
  return async (query) => {
    running?.abort();
    running = new AbortController();
    const address = new URL(url, location.href);
    for (const [name, value] of parameters()) address.searchParams.set(name, value);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { signal: running.signal, headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return resultsOf(await answer.json());
  };
}

export class Combobox {
  // find(query) → results; onPick(result | null); onEnter after a pick by Enter or Tab.
  // A free one takes what is typed as it stands and offers only what it finds.
  constructor(input, { find, onPick, onAfter = () => {}, isFree = false }) {
    Object.assign(this, { input, find, onPick, onAfter, isFree, results: [], at: -1, asked: "" });
    this.id = `bo-options-${++serial}`;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");
    this.ask = debounce(() => this.search(), 140);
    input.addEventListener("input", () => this.ask());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
  }

  get isOpen() {
    return Boolean(this.list);
  }

  async search({ all = false } = {}) {
    const query = all ? "" : this.input.value.trim();
    this.asked = query;
    if (!query && !all) {
      this.close();
      this.onPick(null);
      return;
    }
    try {
      const results = await this.find(query);
      if (this.asked === query && document.activeElement === this.input) this.show(results);
    } catch (error) {
      if (error.name !== "AbortError") this.show([], t("The list cannot be fetched just now."));
    }
  }

  show(results, sentence = t("Nothing found")) {
    this.close();
    this.results = results;
    if (this.isFree && !results.length) return;
    this.list = element("ul", { class: "bo-options", id: this.id, role: "listbox" });
    results.forEach((result, index) => this.list.append(this.option(result, index)));
    if (!results.length) this.list.append(element("li", { class: "bo-none", role: "option", "aria-disabled": "true", text: sentence }));
    (this.input.closest("dialog") || document.body).append(this.list);
    this.place();
    this.input.setAttribute("aria-expanded", "true");
    this.input.setAttribute("aria-controls", this.id);
    this.mark(results.length && !this.isFree ? 0 : -1);
  }

  option(result, index) {
    const item = element("li", { role: "option", id: `${this.id}-${index}` });
    if (result.code) item.append(element("span", { class: "bo-b", text: result.code }));
    if (result.text !== result.code) item.append(element("span", { text: result.text }));
    if (result.note) item.append(element("span", { class: "bo-sm", text: result.note }));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(index);
    });
    return item;
  }

  // Under the field, or above it where the window ends.
  place() {
    const box = (this.input.closest(".bo-inp") || this.input).getBoundingClientRect();
    const host = this.input.closest("dialog")?.getBoundingClientRect() || { left: -scrollX, top: -scrollY };
    const height = this.list.offsetHeight;
    const above = box.bottom + height > innerHeight && box.top > height;
    const left = Math.max(4, Math.min(box.left, innerWidth - this.list.offsetWidth - 8));
    this.list.style.left = `${left - host.left}px`;
    this.list.style.top = `${(above ? box.top - height - 2 : box.bottom + 2) - host.top}px`;
    this.list.style.minWidth = `${Math.max(box.width, 240)}px`;
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) this.list.children[at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", at >= 0 ? `${this.id}-${at}` : "");
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !this.isOpen && event.altKey) {
      this.search();
      return;
    }
    if (!this.isOpen) return;
    const size = this.results.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && size) {
      this.mark((this.at + (event.key === "ArrowDown" ? 1 : -1) + size) % size);
    } else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) {
      this.take(this.at);
      if (event.key === "Tab") return;
      this.onAfter();
    } else if (event.key === "Escape") this.close();
    else if (event.key !== "Enter" || this.isFree) return; // words for which nothing is found send no form
    event.preventDefault();
    event.stopPropagation();
  }

  take(index) {
    this.ask.cancel();
    const result = this.results[index];
    this.close();
    this.onPick(result);
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.removeAttribute("aria-controls");
  }
}

export const finder = (box, input) =>
  box.dataset.options ? local(box.dataset.options) : remote(box.dataset.url, () => valuesOf(input.form, box.dataset.with));

// Fields of the same form that the person has not touched.
export function fillForm(form, fill, from, { over = false } = {}) {
  for (const [name, value] of Object.entries(fill)) {
    const field = form?.elements.namedItem(name);
    if (!field || field === from || !("value" in field) || (field.value && field.dataset?.touched && !over)) continue;
    field.value = value;
    fire(field, "input", {});
  }
}

whenever("[data-combo]", (box) => {
  const hidden = $("input[type=hidden]", box);
  const input = $("input:not([type=hidden])", box);
  if (!hidden || !input) return;
  const pick = (result) => {
    hidden.value = result ? result.id : "";
    if (result) {
      input.value = wordsOf(result);
      fillForm(input.form, result.fill, input);
    }
    input.setCustomValidity("");
    fire(hidden, "change");
    fire(box, "combo:pick", { result });
  };
  new Combobox(input, { find: finder(box, input), onPick: pick });
  input.addEventListener("input", (event) => {
    if (event instanceof CustomEvent) return; // filled by another look-up, with its key
    hidden.value = "";
    input.setCustomValidity(input.value.trim() ? t("Choose one from the list.") : "");
  });
});

document.addEventListener("input", (event) => {
  if (event.isTrusted && event.target.dataset) event.target.dataset.touched = "1";
});
