// A free field with proposals: what is chosen fills it and its neighbours, anything may be typed.
import { valuesOf, whenever } from "./dom.js";
import { Combobox, fillForm, remote } from "./combobox.js";

whenever("[data-suggest]", (input) => {
  const ask = remote(input.dataset.suggest, () => valuesOf(input.form, input.dataset.with));
  const take = (result) => {
    if (!result) return;
    input.value = result.text;
    input.dataset.touched = "1";
    fillForm(input.form, result.fill, input, { over: true });
  };
  const box = new Combobox(input, { find: ask, onPick: take, isFree: true });
  // all of them, before a letter is typed
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !box.isOpen) {
      event.preventDefault();
      box.search({ all: true });
    }
  });
  input.addEventListener("click", () => box.search({ all: true }));
});
