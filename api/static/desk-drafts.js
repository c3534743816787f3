// What is being written survives a reload, a crash of the page and a session that ran out.

const PREFIX = "desk-draft";

export function keepDrafts() {
  const staff = document.body.dataset.staff;
  if (!staff) return;
  const here = `${PREFIX} ${staff} ${location.pathname}`;
  if (document.querySelector("#done")) forget(here);
  for (const text of document.querySelectorAll("form[method=post] textarea")) {
    const key = `${here} ${text.id}`;
    const kept = sessionStorage.getItem(key);
    if (kept && !text.value) restore(text, kept);
    text.addEventListener("input", () => sessionStorage.setItem(key, text.value));
  }
  document.querySelector("form[action='/desk/logout']")?.addEventListener("submit", () => {
    forget(`${PREFIX} ${staff} `);
  });
}

function restore(text, kept) {
  text.value = kept;
  const action = text.closest("details");
  if (action) action.open = true;
}

function forget(prefix) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  }
}
