// Single-key shortcuts. They can be switched off, because speech input would trigger them.

const OFF = "desk-keys-off";

export function listenForKeys() {
  const help = document.querySelector("#keys");
  if (help) explain(help);
  const acts = { j: () => step(1), k: () => step(-1), "/": search, f: find, u: back, a: accept, r: giveBack };
  if (help) acts["?"] = () => show(help);
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem(OFF) || document.querySelector("dialog[open]")) return;
    if (isShortcut(event) && acts[event.key]?.()) event.preventDefault();
  });
}

function explain(help) {
  const button = document.querySelector("[data-keys]");
  const box = document.querySelector("#keys-on");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
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

function show(dialog) {
  if (!dialog) return false;
  dialog.showModal();
  return true;
}

// What had the focus has it again when the dialog is closed: browsers see to that.
function search() {
  const dialog = document.querySelector("#search-dialog");
  if (!show(dialog)) return false;
  dialog.querySelector("input").select();
  return true;
}

function find() {
  const box = document.querySelector("#q");
  if (!box?.offsetParent) return false;
  box.focus();
  box.select();
  return true;
}

function back() {
  const link = document.querySelector(".back-line a, .back-to-list a");
  link?.click();
  return Boolean(link);
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
