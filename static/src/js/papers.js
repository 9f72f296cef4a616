// Papers of a record: drop, paste, choose, photograph. The form itself is ordinary and sent by htmx.
import { $, $$, whenever } from "./dom.js";

const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

function send(form, files) {
  if (!files.length) return;
  const given = new DataTransfer();
  for (const file of files) given.items.add(file);
  $("[data-paper-files]", form).files = given.files;
  form.requestSubmit();
}

// A pasted picture has no name of its own: it gets the moment.
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const stamp = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace("T", " ").replaceAll(":", "");
  return new File([file], `${stamp}.${file.name.split(".").pop()}`, { type: file.type });
}

whenever("[data-papers]", (section) => {
  const form = $("[data-paper-form]", section);
  if (!form) return;
  section.dataset.live = "1"; // the button is for browsers without script
  $("[data-paper-files]", form).addEventListener("change", () => form.requestSubmit());
  $("[data-paper-camera]", form).addEventListener("change", (event) => send(form, event.target.files));
  section.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    section.dataset.over = "1";
  });
  section.addEventListener("dragleave", (event) => {
    if (!section.contains(event.relatedTarget)) delete section.dataset.over;
  });
  section.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    delete section.dataset.over;
    send(form, event.dataTransfer.files);
  });
});

document.addEventListener("paste", (event) => {
  const form = $("[data-paper-form]");
  const files = [...(event.clipboardData?.files || [])].map(named);
  if (form && files.length && !$("dialog[open]")) {
    event.preventDefault();
    send(form, files);
  }
});

// A file that misses the place must not take the page away.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (hasFiles(event) && $("[data-papers]")) event.preventDefault();
  });
}

document.addEventListener("keydown", (event) => {
  const view = $("[data-paper-view]");
  if (!view || event.ctrlKey || event.altKey || event.metaKey) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next", PageUp: "prev", PageDown: "next" }[event.key];
  const link = rel && $$(`a[rel=${rel}]`, view)[0];
  if (!link) return;
  event.preventDefault();
  link.click();
});
