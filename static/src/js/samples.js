// Beside the choice of a heading, the first values below it.
document.addEventListener("change", (event) => {
  const choice = event.target.closest?.("select[data-samples]");
  if (choice) choice.nextElementSibling.textContent = choice.selectedOptions[0]?.dataset.said || "";
});
