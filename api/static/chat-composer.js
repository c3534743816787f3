// The box people write in: keeps what is unsent, takes a file, sends with Enter.

import { size } from "./chat-view.js";
import { word } from "./chat-words.js";

const DRAFT = "shanhai.draft";
const $ = (id) => document.getElementById(id);

/** `sendText(text)`, `sendFile(file)`, `sendLocation([lat, lon])` are called when the person sends. */
export class Composer {
  constructor({ maxText, maxBytes, sendText, sendFile, sendLocation }) {
    Object.assign(this, { maxText, maxBytes, sendText, sendFile, sendLocation });
    this.box = $("text");
    this.file = null;
    this.box.value = this.stored();
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("paste", (event) => this.onPaste(event));
    $("composer").addEventListener("submit", (event) => this.submit(event));
    $("attach").onclick = () => $("file").click();
    $("file").onchange = () => this.take($("file").files[0]);
    $("detach").onclick = () => this.detach();
    this.fit();
  }

  stored() {
    try {
      return localStorage.getItem(DRAFT) || "";
    } catch {
      return "";
    }
  }

  changed() {
    try {
      localStorage.setItem(DRAFT, this.box.value);
    } catch {
      // Without storage the text lives as long as the page.
    }
    this.say("");
    this.fit();
  }

  fit() {
    this.box.rows = 1;
    const line = parseFloat(getComputedStyle(this.box).lineHeight);
    this.box.rows = Math.max(1, Math.min(6, Math.floor((this.box.scrollHeight - 16) / line)));
  }

  onKey(event) {
    // While an input method composes Chinese, Enter picks a candidate.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) {
      return;
    }
    this.submit(event);
  }

  onPaste(event) {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    this.take(file);
  }

  submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (text.length > this.maxText) {
      const [length, limit] = [text.length, this.maxText].map((n) => n.toLocaleString("en"));
      this.say(word("too_long", { length, limit }));
      return;
    }
    if (!text && !this.file) {
      this.box.focus();
      return;
    }
    const file = this.file;
    this.detach();
    this.put("");
    if (text) this.sendText(text);
    if (file) this.sendFile(file);
  }

  /** Sets the text, as if typed. */
  put(text) {
    this.box.value = text;
    this.changed();
  }

  /** Gives back text that could not be sent, before whatever was typed meanwhile. */
  giveBack(text) {
    this.put([text, this.box.value].filter(Boolean).join("\n"));
  }

  take(file) {
    $("file").value = "";
    if (!file) return;
    if (file.size > this.maxBytes) {
      const [found, limit] = [size(file.size), size(this.maxBytes)];
      this.say(word("too_large", { name: file.name, size: found, limit }));
      return;
    }
    this.say("");
    this.file = file;
    $("file-name").textContent = `${file.name} (${size(file.size)})`;
    $("attachment").hidden = false;
    const preview = $("preview");
    preview.hidden = !file.type.startsWith("image/");
    if (!preview.hidden) preview.src = URL.createObjectURL(file);
    this.box.focus();
  }

  detach() {
    this.file = null;
    $("attachment").hidden = true;
    if ($("preview").src) URL.revokeObjectURL($("preview").src);
    $("preview").removeAttribute("src");
  }

  /** Asks the browser where it is; only when the person wants that. */
  locate() {
    this.say("");
    $("state").textContent = word("locating");
    const done = () => ($("state").textContent = "");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        done();
        this.sendLocation([coords.latitude, coords.longitude]);
      },
      () => {
        done();
        this.say(word("no_place"));
      },
      { timeout: 15000, maximumAge: 60000 },
    );
  }

  /** Whether the browser may be asked where it is. */
  get canLocate() {
    return isSecureContext && "geolocation" in navigator;
  }

  /** What the open turn invites to: a file. */
  invite(turn) {
    $("attach").classList.toggle("invited", Boolean(turn?.wants_file));
  }

  /** Shows a sentence above the box; an empty one takes it away. */
  say(sentence) {
    $("notice").textContent = sentence;
    $("notice").hidden = !sentence;
  }

  /** Where the keyboard goes next; a phone's on-screen keyboard is left alone. */
  focus() {
    if (matchMedia("(pointer: fine)").matches) this.box.focus({ preventScroll: true });
  }
}
