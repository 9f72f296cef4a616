// Long work: a bar that survives a page change, and says at the end where the result is.
import { $, $$, element, post, whenever } from "./dom.js";
import { t } from "./words.js";

const KEPT = "bo-jobs";
const kept = () => JSON.parse(sessionStorage.getItem(KEPT) || "[]");
const keep = (urls) => sessionStorage.setItem(KEPT, JSON.stringify([...new Set(urls)]));
const DONE = new Set(["done", "failed", "cancelled"]);
const SVG = "http://www.w3.org/2000/svg";

function bar(share) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["class", "bo-bar"], ["viewBox", "0 0 100 4"], ["preserveAspectRatio", "none"], ["role", "img"], ["aria-label", `${share}%`]]) svg.setAttribute(name, value);
  for (const [name, width] of [["bo-bg", 100], ["bo-fg", share]]) {
    const part = document.createElementNS(SVG, "rect");
    part.setAttribute("class", name);
    part.setAttribute("width", width);
    part.setAttribute("height", 4);
    svg.append(part);
  }
  return svg;
}

function draw(place, job) {
  const share = job.total ? Math.min(100, Math.floor((100 * job.done) / job.total)) : job.state === "done" ? 100 : 0;
  const words = element("p", { class: "bo-t2", text: job.words || `${job.done ?? 0} / ${job.total ?? "—"}` });
  const line = element("div", { class: "bo-hrow" });
  if (job.state === "done" && job.url) line.append(element("a", { class: "bo-btn", href: job.url, text: t("Open the result") }));
  if (!DONE.has(job.state) && job.cancel_url && !place.hasAttribute("data-reload")) line.append(cancel(job.cancel_url));
  place.replaceChildren(words, bar(share), line);
  place.dataset.state = job.state;
}

function cancel(url) {
  const button = element("button", { type: "button", class: "bo-btn", text: t("Cancel") });
  button.addEventListener("click", async () => {
    button.disabled = true;
    await post(url);
  });
  return button;
}

function follow(place) {
  const url = place.dataset.job;
  let wait = 1000;
  const ask = async () => {
    if (!place.isConnected) return;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.status === 404 || answer.status === 403) return keep(kept().filter((one) => one !== url));
      const job = await answer.json();
      if (place.hasAttribute("data-reload") && place.dataset.state !== job.state) {
        if (DONE.has(job.state)) keep(kept().filter((one) => one !== url));
        location.reload(); // what stands around the bar speaks of the state too
        return;
      }
      draw(place, job);
      if (DONE.has(job.state)) {
        keep(kept().filter((one) => one !== url));
        place.dispatchEvent(new CustomEvent("job:end", { bubbles: true, detail: job }));
        return;
      }
    } catch {
      // the line may be gone for a moment: the next question comes later
    }
    wait = Math.min(wait * 1.3, 5000);
    setTimeout(ask, document.hidden ? 10000 : wait);
  };
  keep([...kept(), url]);
  ask();
}

whenever("[data-job]", follow);

// Jobs of this tab that the page itself does not show.
const corner = $("#bo-jobs");
if (corner) {
  const here = new Set($$("[data-job]").map((place) => place.dataset.job));
  for (const url of kept()) {
    if (here.has(url)) continue;
    const place = element("div", { class: "bo-job", "data-job": url });
    corner.append(place);
    follow(place);
  }
}
