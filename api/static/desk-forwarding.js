// While a delivery is under way the section is read again, so that its outcome appears by itself.

const WAITS = [1, 2, 3, 5, 10, 15, 30, 30, 60, 60]; // seconds

export async function followForwarding() {
  for (const wait of WAITS) {
    if (!document.querySelector("#forwarding[data-waiting]")) return;
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    const section = document.querySelector("#forwarding");
    const fresh = await read();
    if (!fresh) return;
    if (!section.contains(document.activeElement)) section.replaceWith(fresh);
  }
}

async function read() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("#forwarding");
  } catch {
    return null; // offline: the next visit shows it
  }
}
