// Parts marked data-live are read again while the page is looked at, so that what people write
// appears by itself. A talk that is read is noted as read: a page nobody sees asks for nothing.

const EVERY = 4000; // milliseconds

export function followTalks() {
  if (!document.querySelector("#chats[data-live], #chat-log[data-live]")) return;
  const isList = Boolean(document.querySelector("#chats"));
  let busy = false;
  const look = async () => {
    if (busy || (document.hidden && !isList)) return;
    busy = true;
    await refresh();
    busy = false;
  };
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}

async function refresh() {
  const page = await read();
  if (!page) return;
  document.title = page.title;
  for (const shown of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(shown.id);
    if (!fresh || shown.contains(document.activeElement)) continue;
    if (shown.innerHTML !== fresh.innerHTML) shown.innerHTML = fresh.innerHTML;
  }
}

async function read() {
  try {
    const address = location.pathname + location.search.replace(/[?&]done=\w+/, "");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null; // offline: the next look shows it
  }
}
