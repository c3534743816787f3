// The search of published needs: what fits is shown while one types. Without it the form works.

const field = document.getElementById("q");
const place = document.getElementById("suggested");
const PAUSE = 150; // ms after the last key
const SHOWN = 6;

let timer;
let asked = 0;

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, PAUSE);
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("click", (event) => {
  if (!place.contains(event.target) && event.target !== field) hide();
});

async function suggest() {
  const text = field.value.trim();
  const mine = ++asked;
  if (!text) return hide();
  try {
    const answer = await fetch(`/api/v1/needs/suggest?${new URLSearchParams({ q: text })}`);
    if (mine !== asked) return; // another key was pressed meanwhile
    if (answer.ok) show(await answer.json());
    else hide();
  } catch {
    hide(); // the form still searches
  }
}

function show(found) {
  const understood = found.chips.map((chip) => chip.label).join("，");
  const count = found.total ? `${found.total} 条` : "没有完全符合的，按“查找”看看可以放宽什么";
  const line = document.createElement("p");
  line.className = "hint";
  line.setAttribute("role", "status");
  line.textContent = understood ? `${understood}：${count}` : count;
  const list = document.createElement("ul");
  for (const need of found.needs.slice(0, SHOWN)) {
    const link = document.createElement("a");
    link.href = need.page;
    link.textContent = need.title;
    list.appendChild(document.createElement("li")).append(link);
  }
  place.replaceChildren(line, list);
  place.hidden = false;
}

function hide() {
  asked++;
  place.hidden = true;
}
