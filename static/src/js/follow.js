// From record to record in the order of the list one came from, and back to it as it was.
import { $, $$, isTyping, whenever } from "./dom.js";

const KEY = "bo-follow";
const MOST = 2000;

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function keep(trail) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(trail));
  } catch {
    // a full or forbidden store: the record stands alone, as from a link
  }
}

const hrefsIn = (root) => $$("tr[data-href]", root).map((row) => row.dataset.href);

// What the list shows, where its neighbours are, and where it stands.
const trailOf = (list) => ({
  back: location.pathname + location.search,
  before: list.dataset.before ? location.pathname + list.dataset.before : "",
  after: list.dataset.after ? location.pathname + list.dataset.after : "",
  first: Number(list.dataset.first || 0),
  hrefs: hrefsIn(list),
});

whenever("[data-list][data-whole]", (list) => {
  const note = () => keep(trailOf(list));
  // the trail of the list that is left by one of its rows
  list.addEventListener("click", note, true);
  document.addEventListener("keydown", (event) => event.key === "Enter" && list.isConnected && note(), true);
});

// The page of the list beyond its edge is read when somebody walks over it.
async function beyond(trail, side) {
  const address = trail[side];
  if (!address || trail.hrefs.length > MOST) return null;
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": "bo-list" } });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = $("[data-list]", page);
  const hrefs = list ? hrefsIn(list) : [];
  const path = new URL(address, location.href).pathname;
  const next = list?.dataset[side] ? path + list.dataset[side] : "";
  const known = { ...trail, [side]: next };
  if (side === "after") known.hrefs = [...trail.hrefs, ...hrefs];
  else {
    known.hrefs = [...hrefs, ...trail.hrefs];
    known.first = trail.first ? trail.first - hrefs.length : 0;
  }
  return hrefs.length ? known : null;
}

const placeIn = (trail) => trail?.hrefs.indexOf(location.pathname) ?? -1;

async function go(by) {
  let trail = read();
  if (placeIn(trail) < 0) return;
  if (!trail.hrefs[placeIn(trail) + by]) trail = await beyond(trail, by > 0 ? "after" : "before").catch(() => null);
  const there = trail?.hrefs[placeIn(trail) + by];
  if (!there) return;
  keep(trail);
  location.assign(there);
}

whenever("[data-follow]", (place) => {
  const trail = read();
  const at = placeIn(trail);
  if (at < 0) return;
  place.hidden = false;
  const [before, after] = [$("[data-go='-1']", place), $("[data-go='1']", place)];
  before.disabled = at === 0 && !trail.before;
  after.disabled = at === trail.hrefs.length - 1 && !trail.after;
  $("[data-place]", place).textContent = trail.first ? String(trail.first + at) : "";
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) go(Number(button.dataset.go));
  });
  const back = $("[data-list-link]");
  if (back && new URL(trail.back, location.href).pathname === back.pathname) back.href = trail.back;
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (!$("[data-follow]:not([hidden])") || $("dialog[open]") || event.target.closest?.("details[open].bo-menu, .bo-side")) return;
  const by = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (!by) return;
  event.preventDefault();
  go(by);
});
