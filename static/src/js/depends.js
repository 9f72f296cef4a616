// A field that belongs to one choice of another is there only with it: data-with-choice="name=value".
import { whenever } from "./dom.js";

function show(field) {
  const [name, value] = field.dataset.withChoice.split("=");
  const chosen = field.form?.elements[name]?.value === value;
  const place = field.closest(".bo-fld") || field;
  place.hidden = !chosen;
  field.disabled = !chosen; // neither reached by the keyboard nor sent
}

function showAll(form) {
  form.querySelectorAll("[data-with-choice]").forEach(show);
}

whenever("[data-with-choice]", show);
document.addEventListener("change", (event) => event.target.form && showAll(event.target.form));
