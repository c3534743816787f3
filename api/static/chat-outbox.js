// What was sent but not yet answered. It survives a reload, and leaves one by one, in order.

import { Refused, Unreachable, send, sendFile } from "./chat-api.js";

const STORE = "shanhai.outbox";
const WAIT_FIRST = 1500;
const WAIT_MOST = 20000;
const TRIES = 5; // for answers of status 5xx; a broken connection is tried for good

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * `events`: started(item), progress(item, share), waiting(item, seconds), answered(item, turn),
 * told(item, line), refused(item, error). An item is {key, body, label} or, for this visit only, {key, file, label}.
 */
export class Outbox {
  constructor(events) {
    this.events = events;
    this.items = [];
    this.busy = false;
    this.held = true;
    this.wait = WAIT_FIRST;
  }

  /** Lets nothing leave until there is a conversation to send it to. */
  hold() {
    this.held = true;
  }

  /** The conversation is there. */
  release() {
    this.held = false;
    this.flush();
  }

  /** Items left from an earlier visit. */
  restore() {
    try {
      this.items = JSON.parse(localStorage.getItem(STORE) || "[]");
    } catch {
      this.items = [];
    }
    return this.items;
  }

  /** Queues one message and starts to send. */
  add(message) {
    const item = { key: newKey(), ...message };
    this.items.push(item);
    this.keep();
    this.flush();
    return item;
  }

  /** Forgets an item that the service already has. */
  drop(key) {
    this.items = this.items.filter((item) => item.key !== key);
    this.keep();
  }

  /** Forgets everything. */
  clear() {
    this.items = [];
    this.keep();
  }

  keep() {
    try {
      localStorage.setItem(STORE, JSON.stringify(this.items.filter((item) => item.body)));
    } catch {
      // Storage is full or forbidden: the items still leave as long as the page stays open.
    }
  }

  /** Sends what waits; safe to call at any time. */
  async flush() {
    if (this.busy || this.held) return;
    this.busy = true;
    clearTimeout(this.timer);
    while (!this.held && this.items.length && (await this.sendFirst())) this.wait = WAIT_FIRST;
    this.busy = false;
  }

  /** True when the first item is settled, one way or the other. */
  async sendFirst() {
    const item = this.items[0];
    this.events.started(item);
    try {
      const turn = item.file
        ? await sendFile(item.file, item.key, (share) => this.events.progress(item, share))
        : await send(item.body, item.key, (text) => this.events.told(item, text));
      this.drop(item.key);
      this.events.answered(item, turn);
      return true;
    } catch (error) {
      return this.settle(item, error);
    }
  }

  settle(item, error) {
    item.tries = (item.tries || 0) + (error instanceof Unreachable ? 0 : 1);
    const passing = error instanceof Unreachable || (error instanceof Refused && error.passing);
    if (passing && item.tries < TRIES) {
      this.later(item, error.retryAfter ? error.retryAfter * 1000 : this.wait);
      return false;
    }
    this.drop(item.key);
    this.events.refused(item, error);
    return true;
  }

  later(item, wait) {
    this.events.waiting(item, Math.ceil(wait / 1000));
    this.wait = Math.min(this.wait * 2, WAIT_MOST);
    this.timer = setTimeout(() => this.flush(), wait);
  }
}
