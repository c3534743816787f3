// The chat API as seen from the page: open, history, send, follow. Nothing here touches the page.

import { word } from "./chat-words.js";

const BASE = "/api/v1/chat";

/** The service answered no. `detail` is Chinese and made to be shown. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || word("not_sent"));
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Trying the same again later may help: too fast, or the service is in trouble. */
  get passing() {
    return this.status === 429 || this.status >= 500;
  }
}

/** No answer came: offline, or the connection broke. */
export class Unreachable extends Error {}

function refusal(status, text, retryAfter) {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // A proxy in between may answer in its own words; the status is enough then.
  }
  return new Refused(status, problem, Number(retryAfter) || 0);
}

async function call(path, options = {}) {
  let response;
  let text;
  try {
    response = await fetch(BASE + path, { credentials: "same-origin", ...options });
    text = await response.text();
  } catch (error) {
    throw new Unreachable(error.message);
  }
  if (!response.ok) throw refusal(response.status, text, response.headers.get("Retry-After"));
  return text ? JSON.parse(text) : null;
}

function json(body, headers = {}) {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** Opens a conversation whose token stays in a cookie; gives the greeting turn. */
export async function open() {
  return (await call("", json({ cookie: true }))).turn;
}

/** Lines so far, the open turn, and the event to follow on from. */
export function history() {
  return call("/messages");
}

/** Ends this browser's access to the conversation. */
export function close() {
  return call("", { method: "DELETE" });
}

/**
 * Sends text, choice or location. The same key is handled once however often it is sent.
 * `onLine(text)` hears lines of the answer that are certain while the rest is being composed.
 */
export async function send(body, key, onLine) {
  const options = json(body, { "Idempotency-Key": key, Accept: "text/event-stream" });
  let response;
  try {
    response = await fetch(`${BASE}/messages`, { credentials: "same-origin", ...options });
    if (response.ok) return await told(response.body, onLine);
    throw refusal(response.status, await response.text(), response.headers.get("Retry-After"));
  } catch (error) {
    throw error instanceof Refused ? error : new Unreachable(error.message);
  }
}

/** Reads the events of one answer; a stream that ends without its turn has broken off. */
async function told(stream, onLine) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Unreachable("stream");
    const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const [, name] = block.match(/^event: (.*)$/m) || [];
      const [, data] = block.match(/^data: (.*)$/m) || [];
      if (name === "line") onLine(JSON.parse(data).text);
      if (name === "turn") return JSON.parse(data);
      if (name === "problem") {
        const problem = JSON.parse(data);
        throw new Refused(problem.status, problem, 0);
      }
    }
  }
}

/** Sends a file; `onProgress` hears the share sent, 0 to 1. */
export function sendFile(file, key, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${BASE}/messages`);
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText).turn);
      else {
        const wait = request.getResponseHeader("Retry-After");
        reject(refusal(request.status, request.responseText, wait));
      }
    };
    request.onerror = () => reject(new Unreachable("upload"));
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

const WAIT_FIRST = 1000;
const WAIT_MOST = 30000;

/**
 * Follows the turns the bot starts, for good: reconnects by itself and goes on after the last
 * event seen. `onTurn(turn)`; `onState(connected)`. Returns what ends it.
 */
export function follow(after, onTurn, onState) {
  let source;
  let last = after;
  let wait = WAIT_FIRST;
  let timer;
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`${BASE}/events?after=${last}`);
    source.onopen = () => {
      wait = WAIT_FIRST;
      onState(true);
    };
    source.addEventListener("turn", (event) => {
      last = Number(event.lastEventId) || last;
      onTurn(JSON.parse(event.data));
    });
    source.onerror = () => {
      onState(false);
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, WAIT_MOST);
    };
  };
  const lost = () => onState(false);
  connect();
  window.addEventListener("online", connect);
  window.addEventListener("offline", lost);
  return () => {
    clearTimeout(timer);
    source.close();
    window.removeEventListener("online", connect);
    window.removeEventListener("offline", lost);
  };
}
