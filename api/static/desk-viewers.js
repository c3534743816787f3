// Says who else has this ticket open, so that two do not decide on it at once.

const EVERY = 30000; // milliseconds

export function showViewers() {
  const line = document.querySelector("[data-viewers]");
  if (!line) return;
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(line.dataset.viewers, { headers: { Accept: "application/json" } });
      if (answer.ok) show(line, (await answer.json()).viewers);
    } catch {
      // offline: the next look shows it
    }
  };
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}

function show(line, viewers) {
  const words = viewers.length ? `${viewers.join("、")} 也在看这份工单。` : "";
  if (line.textContent !== words) line.textContent = words;
  line.hidden = !viewers.length;
}
