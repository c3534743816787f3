// Single-key shortcuts. They can be switched off, because speech input would trigger them.

const OFF = "desk-keys-off";

export function listenForKeys() {
  const dialog = document.querySelector("#keys");
  if (!dialog) return;
  const button = document.querySelector("[data-keys]");
  const box = document.querySelector("#keys-on");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || dialog.open || !isShortcut(event)) return;
    const act = { j: () => step(1), k: () => step(-1), "/": search, a: accept, r: giveBack }[event.key];
    if (event.key === "?") dialog.showModal();
    else if (!act?.()) return;
    event.preventDefault();
  });
}

function isShortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  return !event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
}

// Each returns whether there was something to do.

function step(by) {
  const lines = [...document.querySelectorAll("[data-line]")].filter((line) => line.offsetParent);
  if (!lines.length) return false;
  const focused = lines.indexOf(document.activeElement);
  const at = focused >= 0 ? focused : lines.findIndex((line) => line.ariaCurrent);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1);
  lines[next].focus();
  return true;
}

function search() {
  const box = document.querySelector("#q");
  if (!box?.offsetParent) return false;
  box.focus();
  box.select();
  return true;
}

function accept() {
  const action = document.querySelector("[data-action=take], [data-action=accept]");
  return open(action, "form button:last-of-type");
}

function giveBack() {
  return open(document.querySelector("[data-action=return]"), "input[type=checkbox]");
}

function open(action, first) {
  if (!action) return false;
  if (action.localName === "details") action.open = true;
  action.scrollIntoView({ block: "nearest" });
  action.querySelector(first).focus();
  return true;
}
