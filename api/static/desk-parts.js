// A folded part that takes a search is read from its own page when it is opened for the first time;
// without this, the link in it leads to that page.

export function loadParts() {
  for (const fold of document.querySelectorAll("details[data-part]")) {
    fold.addEventListener("toggle", () => load(fold), { once: true });
  }
}

async function load(fold) {
  const place = fold.querySelector("[data-part-place]");
  const link = place.innerHTML;
  place.textContent = "正在查找…";
  const found = await read(fold.dataset.part, fold.dataset.partId);
  if (found) {
    place.replaceChildren(...found.childNodes);
    return;
  }
  place.innerHTML = link;
  place.prepend("没有读到，可能是网络断了。");
}

async function read(address, id) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById(id);
  } catch {
    return null;
  }
}
