// The button that opens the browser's print dialogue; without scripts a sentence says how.

const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  document.querySelector("[data-print-hint]").hidden = true;
  button.addEventListener("click", () => window.print());
}

// On paper every quotation is there to be read.
const folded = new Set();
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details:not([open])")) {
    folded.add(one);
    one.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
  folded.clear();
});
