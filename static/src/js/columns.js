// The column chooser: a column moves up a place; the order of the boxes is the order of the columns.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-columns] [data-move]");
  const item = button?.closest("li");
  if (!item?.previousElementSibling) return;
  item.parentElement.insertBefore(item, item.previousElementSibling);
  button.focus();
});
