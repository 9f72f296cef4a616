// Words in the reader's language: the frame writes them into a data block.
const block = document.getElementById("bo-words");
const words = block ? JSON.parse(block.textContent) : {};

// t("Pasted {rows} rows.", {rows: 7}); a word that is missing stays English.
export function t(text, values = {}) {
  return (words[text] || text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
