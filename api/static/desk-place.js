// Coming back from a ticket, one goes on in the list where one left it.

const LEFT = "desk-line-left";

export function keepPlace() {
  for (const line of document.querySelectorAll("[data-line]")) {
    line.addEventListener("click", () => sessionStorage.setItem(LEFT, line.dataset.line));
  }
  const left = sessionStorage.getItem(LEFT);
  if (!left || document.querySelector("[data-number]")) return;
  sessionStorage.removeItem(LEFT);
  const line = document.querySelector(`[data-line="${CSS.escape(left)}"]`);
  if (document.activeElement === document.body) line?.focus();
}
