// The chat page: puts conversation, outbox and composer together.

import * as api from "./chat-api.js";
import { Composer } from "./chat-composer.js";
import { append, clear, coming, scrollToEnd, wait } from "./chat-log.js";
import { Outbox } from "./chat-outbox.js";
import { el, line } from "./chat-view.js";
import { follow, word } from "./chat-words.js";

const $ = (id) => document.getElementById(id);
const page = document.body.dataset;

let openTurn = null;
let stopFollowing = () => {};

const composer = new Composer({
  maxText: Number(page.maxText),
  maxBytes: Number(page.maxBytes),
  sendText: (text) => say({ body: { text }, label: text }),
  sendFile: (file) => say({ file, label: word("sent_file", { name: file.name }) }),
  sendLocation: (location) => say({ body: { location }, label: word("sent_location") }),
});

const outbox = new Outbox({
  started: (item) => {
    mark(item, "");
    wait(true);
  },
  progress: (item, share) => {
    const bar = lineOf(item)?.querySelector("progress");
    if (bar) bar.value = share;
    if (share === 1) mark(item, word("checking"));
  },
  told: (_, text) => scrollToEnd(coming(text)),
  waiting: (item) => {
    wait(false);
    coming(null);
    mark(item, word("queued"));
  },
  answered: (item, turn) => {
    settled(item);
    show(turn);
    if (!outbox.items.length) follow(turn.language);
  },
  refused: (item, error) => {
    lineOf(item)?.remove();
    wait(false);
    coming(null);
    if (item.body?.text) composer.giveBack(item.body.text);
    if (item.file) composer.take(item.file);
    composer.say(error.message);
    choices(openTurn);
    if (error.status === 401) start().then((begun) => begun && composer.say(word("begun_anew")));
  },
});

/** Shows what the person says at once, and sends it. */
function say(message) {
  composer.say("");
  choices(null);
  const item = outbox.add(message);
  append(pendingLine(item));
  if (outbox.held) mark(item, word("queued"));
  else wait(true);
  scrollToEnd();
}

function pendingLine(item) {
  const node = line({ speaker: "person", text: item.label, key: item.key });
  if (item.file) node.append(el("progress", { max: 1, value: 0, "aria-label": word("uploading") }));
  node.append(el("p", { className: "hint sending" }));
  return node;
}

const lineOf = (item) => $("log").querySelector(`[data-key="${item.key}"]`);

function mark(item, words) {
  const place = lineOf(item)?.querySelector(".sending");
  if (place) place.textContent = words;
}

function settled(item) {
  const node = lineOf(item);
  node?.querySelector("progress")?.remove();
  node?.querySelector(".sending")?.remove();
}

/** Shows a turn of the bot and opens its question. */
function show(turn) {
  coming(null);
  wait(outbox.items.length > 0);
  const nodes = turn.messages.map((message) =>
    line({ speaker: "bot", ...message }, actionsFor(message, turn)),
  );
  for (const node of nodes) append(node);
  ask(turn);
  scrollToEnd(nodes[0]);
}

/** A turn that asks nothing leaves the question before it open, when the bot began it. */
function ask(turn, begunByBot = false) {
  if (begunByBot && !turn.choices.length && !turn.asks) return;
  openTurn = turn;
  choices(turn);
  composer.invite(turn);
}

/** The rows of a card that awaits confirmation can be changed from the card. */
function actionsFor(message, turn) {
  if (!message.card || turn.asks !== "confirm") return {};
  return {
    edit: (row) => {
      for (const button of $("log").querySelectorAll(".edit")) button.remove();
      const text = word("change_field", { label: row.label });
      say({ body: { text }, label: text });
    },
  };
}

const SUBMITS = ["confirm", "rows"]; // steps whose first button submits
const RATING = /^d:use(ful|less):/; // small: nobody has to rate an answer

function styleOf({ code }, index, turn) {
  if (RATING.test(code)) return "button-quiet rating";
  return index === 0 && SUBMITS.includes(turn.asks) ? "button-primary" : "";
}

function choices(turn) {
  const buttons = (turn?.choices || []).map((choice, index) =>
    el(
      "button",
      {
        type: "button",
        className: `button ${styleOf(choice, index, turn)}`,
        onclick: () => {
          say({ body: { choice: choice.code }, label: choice.label });
          composer.focus();
        },
      },
      choice.label,
    ),
  );
  if (turn?.asks === "place" && composer.canLocate) {
    const onclick = () => composer.locate();
    buttons.push(el("button", { type: "button", className: "button", onclick }, word("locate")));
  }
  $("choices").replaceChildren(...buttons);
}

let stateTimer;
function state(connected) {
  clearTimeout(stateTimer);
  if (connected) {
    $("state").textContent = "";
    outbox.flush();
    return;
  }
  // A connection that comes back at once is not worth a word.
  stateTimer = setTimeout(() => {
    $("state").textContent = word("reconnecting");
  }, 1500);
}

/** Shows the conversation there is, or begins one; goes on trying when it gives false. */
async function start(delay = 1000) {
  outbox.hold();
  stopFollowing();
  try {
    const past = page.known === "yes" ? await known() : null;
    if (past) restore(past);
    else {
      clear();
      show(await api.open());
      page.known = "yes";
    }
    composer.say("");
    stopFollowing = api.follow(past?.last_event || 0, onEvent, state);
    for (const item of outbox.items) if (!lineOf(item)) append(pendingLine(item));
    outbox.release();
    composer.focus();
    useLink();
    return true;
  } catch (error) {
    composer.say(error instanceof api.Refused ? error.message : word("unreachable"));
    setTimeout(() => start(Math.min(delay * 2, 30000)), delay);
    return false;
  }
}

const IN_HAND = [["invite", "邀请码"], ["need", "认领"], ["subscribe", "订阅"]];
let inHand = new URLSearchParams(location.search);

/** Says what the link the page was opened by has in hand, once: a reload does not say it again. */
function useLink() {
  const about = inHand.get("about");
  if (about) composer.giveBack(`意见 ${about}：`); // what, only the person can say
  const found = IN_HAND.find(([name]) => inHand.get(name));
  const text = found && `${found[1]} ${inHand.get(found[0])}`;
  if (inHand.size) history.replaceState(null, "", location.pathname);
  inHand = new URLSearchParams();
  if (text) say({ body: { text }, label: text });
}

async function known() {
  try {
    return await api.history();
  } catch (error) {
    if (error.status === 401) return null;
    throw error;
  }
}

function restore({ lines, turn }) {
  clear();
  const lastCard = lines.map((entry) => Boolean(entry.card)).lastIndexOf(true);
  lines.forEach((entry, index) => {
    const actions = index === lastCard && turn ? actionsFor(entry, turn) : {};
    append(line(entry, actions), new Date(entry.at));
    if (entry.key) outbox.drop(entry.key);
  });
  if (turn) ask(turn);
  scrollToEnd();
  follow(turn?.language);
}

function onEvent(turn) {
  const nodes = turn.messages.map((message) =>
    line({ speaker: "bot", ...message }, actionsFor(message, turn)),
  );
  for (const node of nodes) append(node);
  ask(turn, true);
  scrollToEnd(nodes[0]);
}

$("leave").onclick = () => $("leave-dialog").showModal();
$("leave-dialog").addEventListener("close", async () => {
  if ($("leave-dialog").returnValue !== "leave") return;
  try {
    await api.close();
  } catch (error) {
    if (error.status !== 401) return composer.say(word("cannot_leave"));
  }
  outbox.clear();
  composer.put("");
  location.reload();
});

window.addEventListener("online", () => outbox.flush());
outbox.restore();
start();
