// Forms: sent once, asked about when they cannot be undone, filled with phrases by a tap.

export function improveForms() {
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent || (form.dataset.confirm && !confirm(form.dataset.confirm))) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      // A form that gives a file leaves the page as it is: it may be sent again, not by a second tap.
      if ("file" in form.dataset) setTimeout(() => delete form.dataset.sent, 1500);
      if (form.dataset.busy) sayBusy(form);
    });
  }
  // Coming back by the browser's button shows the page as it was left.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  for (const form of document.querySelectorAll("form[data-decide]")) offerPhrases(form);
}

function sayBusy(form) {
  const button = form.querySelector("button") ?? document.querySelector(`button[form=${form.id}]`);
  button.textContent = form.dataset.busy;
}

function offerPhrases(form) {
  const text = form.querySelector("textarea");
  for (const item of form.querySelectorAll("[data-phrase]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "phrase";
    button.textContent = item.textContent;
    button.addEventListener("click", () => add(text, button.textContent));
    item.replaceChildren(button);
  }
  const boxes = [...form.querySelectorAll("input[name=fields]")];
  if (!boxes.length) return;
  const show = () => {
    const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const item of form.querySelectorAll("[data-field]")) {
      item.hidden = ticked.size > 0 && !ticked.has(item.dataset.field);
    }
    if (ticked.size) form.querySelector("[data-field]").closest("details").open = true;
  };
  form.addEventListener("change", show);
  show();
}

function add(text, phrase) {
  if (!text.value.includes(phrase)) {
    text.value = text.value.trim() ? `${text.value.trimEnd()}\n${phrase}` : phrase;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.focus();
}
