// A fragment in a dialog: reasons, small forms. Native <dialog>, so focus stays inside.
import htmx from "./htmx.js";
import { $, element, icon } from "./dom.js";
import { t } from "./words.js";
import { note } from "./note.js";

function frame() {
  let dialog = $("#bo-dialog");
  if (dialog) return dialog;
  dialog = element("dialog", { class: "bo-dialog", id: "bo-dialog", "aria-labelledby": "bo-dialog-title" });
  document.body.append(dialog);
  return dialog;
}

export async function openDialog(url) {
  const dialog = frame();
  dialog.replaceChildren();
  try {
    await htmx.ajax("GET", url, { target: dialog, swap: "innerHTML" });
  } catch {
    dialog.replaceChildren(note("red", t("The page could not be loaded. Nothing was changed.")));
  }
  if (!dialog.childElementCount) return;
  const heading = $("h1, h2, h3", dialog);
  if (heading) heading.id ||= "bo-dialog-title";
  if (!$("[data-act=close]", dialog)) {
    const close = element("button", { type: "button", class: "bo-btn bo-btn-quiet bo-btn-icon", "data-act": "close", "aria-label": t("Close") });
    close.append(icon("close"));
    $("header", dialog)?.append(close);
  }
  if (!dialog.open) dialog.showModal();
  $("[autofocus], input:not([type=hidden]), select, textarea", dialog)?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    if (opener.getAttribute("aria-disabled") !== "true") openDialog(opener.dataset.dialog);
  }
  // a click on the ground behind closes
  if (event.target instanceof HTMLDialogElement && event.target.open) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const dialog = event.target.closest?.("dialog");
  if (dialog && event.detail.xhr?.status === 204) dialog.close();
});

// One question before something that cannot be taken back.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || button.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(button.dataset.confirm))) return;
  button.dataset.confirmed = "1";
  button.click();
  delete button.dataset.confirmed;
}, true);

export function ask(sentence) {
  return new Promise((answer) => {
    const dialog = element("dialog", { class: "bo-dialog", "aria-label": t("Confirm") });
    const yes = element("button", { type: "button", class: "bo-btn bo-btn-pri", text: t("Go on") });
    const no = element("button", { type: "button", class: "bo-btn", text: t("Cancel") });
    dialog.append(element("div", { class: "bo-body" }, element("p", { text: sentence })), element("footer", {}, no, yes));
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      answer(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}
