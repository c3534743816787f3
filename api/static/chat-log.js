// The log of the conversation: lines, the time where talk paused, waiting, scrolling.

import { el, moment } from "./chat-view.js";
import { word } from "./chat-words.js";

const $ = (id) => document.getElementById(id);
const PAUSE = 10 * 60 * 1000; // talk that rests longer gets a line with the time
const SLOW = 2500; // milliseconds after which waiting is explained
const SHORT = 120; // pixels; a question this short stays in view above its answer
const MARGIN = 12;

let lastAt = 0;

/** Empties the log. */
export function clear() {
  $("log").replaceChildren();
  lastAt = 0;
}

/** Adds a line that was said `at`. */
export function append(node, at = new Date()) {
  if (at - lastAt > PAUSE) $("log").append(moment(at));
  lastAt = at;
  $("log").append(node);
}

/**
 * Shows a line of an answer that is still being composed, under those before it; `null` takes
 * them away for the whole answer. Who hears the page hears that one, once.
 */
export function coming(text) {
  const shown = $("log").querySelector(".coming");
  if (text === null) {
    shown?.remove();
    return null;
  }
  const bubble = el("div", { className: "bubble" }, text);
  const node = el("div", { className: "line line-bot coming", "aria-hidden": "true" }, bubble);
  if (shown) shown.firstChild.append(`\n${text}`);
  else $("log").append(node);
  return shown || node;
}

let slow;

/** Shows that an answer is being worked out, or no longer. */
export function wait(on) {
  clearTimeout(slow);
  $("waiting").hidden = !on;
  $("waiting-text").textContent = word("working");
  if (!on) return;
  slow = setTimeout(() => {
    $("waiting-text").textContent = word("still_working");
  }, SLOW);
}

/** Scrolls down, but never past the beginning of what is new: people read from there. */
export function scrollToEnd(first) {
  requestAnimationFrame(() => {
    const scroll = $("scroll");
    const end = scroll.scrollHeight - scroll.clientHeight;
    const question = first?.previousElementSibling;
    const start = question?.offsetHeight < SHORT ? question : first;
    scroll.scrollTop = start ? Math.min(end, start.offsetTop - scroll.offsetTop - MARGIN) : end;
  });
}
