// A sentence at the top of the page: what happened, whether anything was saved, what to do.
import { $, element, icon } from "./dom.js";

const TONES = { red: "stop", amber: "warn", blue: "info" };

export function note(tone, sentence, ...actions) {
  const line = element("div", { class: `bo-note bo-note-${tone}` });
  if (tone === "red") line.setAttribute("role", "alert");
  line.append(icon(TONES[tone]), element("span", { text: sentence }), ...actions);
  return line;
}

// Shown above the page's content; one note per name, so that they do not pile up.
export function tell(name, line) {
  const place = $("#bo-messages");
  if (!place) return;
  place.querySelector(`[data-note="${name}"]`)?.remove();
  if (!line) return;
  line.dataset.note = name;
  place.append(line);
}

export function action(label, run) {
  const button = element("button", { type: "button", class: "bo-textbtn", text: label });
  button.addEventListener("click", run);
  return button;
}
