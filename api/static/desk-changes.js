// The list and the open ticket follow what colleagues do. Nothing moves under the reader: lines are
// brought up to date where they stand, and what came or went waits for a press of a button.

const EVERY = 5000; // milliseconds
const WITHOUT_OUTCOME = /[?&]done=[\w-]+/;

export function followChanges() {
  const list = document.querySelector("[data-changes]");
  if (!list) return;
  const ticket = document.querySelector("[data-number]");
  const state = { list, ticket, fresh: null };
  list.querySelector("[data-news] button").addEventListener("click", () => update(state));
  document.querySelector("[data-overtaken] button")?.addEventListener("click", () => {
    location.replace(location.pathname + location.search.replace(WITHOUT_OUTCOME, ""));
  });
  let busy = false;
  const look = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      await ask(state);
    } catch {
      // offline: the next look shows it
    }
    busy = false;
  };
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}

async function ask(state) {
  const { number, version } = state.ticket?.dataset ?? {};
  const open = number ? `&ticket=${number}&version=${version}` : "";
  const answer = await fetch(state.list.dataset.changes + open, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const told = await answer.json();
  if (told.ticket) warn(told.ticket);
  if (told.list) await read(state);
}

function warn({ who, what }) {
  const note = document.querySelector("[data-overtaken]");
  const words = `这份工单刚被 ${who} 更新：${what}。写好的内容不会丢，请刷新后按最新内容处理。`;
  say(note, words);
}

async function read(state) {
  const answer = await fetch(state.list.dataset.list, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-changes]");
  if (!fresh) return;
  state.fresh = fresh;
  state.list.dataset.changes = fresh.dataset.changes;
  showCounts(state.list, fresh);
  showNews(state.list, showLines(state.list, fresh));
}

function showCounts(list, fresh) {
  for (const tab of list.querySelectorAll(".tabs a")) {
    const same = [...fresh.querySelectorAll(".tabs a")].find((other) => href(other) === href(tab));
    const count = tab.querySelector(".count");
    if (same && count.textContent !== same.querySelector(".count").textContent) {
      count.textContent = same.querySelector(".count").textContent;
    }
  }
  for (const field of list.querySelectorAll(".filters select")) {
    if (field === document.activeElement) continue; // it may be open
    for (const choice of field.options) {
      const same = fresh.querySelector(`#${field.id} option[value="${CSS.escape(choice.value)}"]`);
      if (same && choice.value) choice.textContent = same.textContent;
    }
  }
}

// Returns how many tickets came into the list or left it.
function showLines(list, fresh) {
  const now = linesOf(fresh);
  const shown = linesOf(list);
  let news = [...now.keys()].filter((number) => !shown.has(number)).length;
  for (const [number, line] of shown) {
    const same = now.get(number);
    line.classList.toggle("line-gone", !same);
    if (!same) news += 1;
    else if (line.innerHTML !== same.innerHTML) line.innerHTML = same.innerHTML;
  }
  return news;
}

function linesOf(list) {
  return new Map([...list.querySelectorAll("[data-line]")].map((line) => [line.dataset.line, line]));
}

function showNews(list, news) {
  const note = list.querySelector("[data-news]");
  if (news) say(note, `有 ${news} 条新变化。`);
  else note.hidden = true;
}

// What is shown is also told to who does not see it, politely, each sentence once.
function say(note, words) {
  note.hidden = false;
  note.querySelector("span").textContent = words;
  const told = document.querySelector("[data-told]");
  if (told.textContent !== words) told.textContent = words;
}

function update({ list, ticket, fresh }) {
  if (!fresh) return;
  const shown = list.querySelector("#queue-list");
  const focused = document.activeElement.dataset?.line;
  shown.innerHTML = fresh.querySelector("#queue-list").innerHTML;
  list.querySelector(".tabs").innerHTML = fresh.querySelector(".tabs").innerHTML;
  const open = shown.querySelector(`[data-line="${ticket?.dataset.number}"]`);
  open?.setAttribute("aria-current", "page");
  list.querySelector("[data-news]").hidden = true;
  (shown.querySelector(`[data-line="${focused}"]`) ?? open ?? shown.querySelector("a"))?.focus();
}

function href(link) {
  return link.getAttribute("href");
}
