// What the page says, in the language it was rendered in.

const words = JSON.parse(document.getElementById("words").textContent);

/** The words of that name, with `{places}` filled in. */
export function word(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, place) => values[place]);
}

/** Comes back in another language once the person chose one; nothing that was said is lost. */
export function follow(language) {
  const choice = `language=${language}`;
  if (!language || language === document.documentElement.lang) return;
  document.cookie = `${choice}; path=/; max-age=31536000; samesite=lax`;
  if (document.cookie.split("; ").includes(choice)) location.reload(); // else it would go on for ever
}
