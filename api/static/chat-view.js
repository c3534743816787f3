// Builds what the conversation shows. Text always enters as text, never as markup.

import { word } from "./chat-words.js";

/** An element with properties and children; strings become text. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name in node && name !== "role") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SPEAKERS = { person: "me", bot: "bot" };

/** One bubble with what belongs to it. `actions.edit(row)` makes a card's rows changeable. */
export function line({ speaker, text, card, citations, document: file, key }, actions = {}) {
  const node = el("div", { className: `line line-${speaker}` });
  if (key) node.dataset.key = key;
  const spoken = el("span", { className: "visually-hidden" }, word(SPEAKERS[speaker]));
  const [words, after] = aroundQuotes(text, citations || []);
  if (words) node.append(el("div", { className: "bubble" }, spoken, ...linked(words, speaker)));
  if (card) node.append(cardView(card, actions.edit));
  node.append(...citationViews(citations || []));
  if (after) node.append(el("div", { className: "bubble" }, ...linked(after, speaker)));
  if (file) node.append(fileView(file));
  return node;
}

const ADDRESS = /https?:\/\/[\w.:/?&=%#~-]+/g;

// Addresses the service itself names can be opened; what a person typed stays text.
function linked(text, speaker) {
  if (speaker !== "bot") return [text];
  const parts = [];
  let at = 0;
  for (const { 0: href, index } of text.matchAll(ADDRESS)) {
    if (!href.startsWith(`${location.origin}/`)) continue;
    parts.push(text.slice(at, index), el("a", { href, target: "_blank", rel: "noopener" }, href));
    at = index + href.length;
  }
  return [...parts, text.slice(at)];
}

/** A document handed out, to be saved. */
function fileView({ name, path }) {
  return el(
    "a",
    { className: "card chat-file", href: path, download: name },
    el("span", { className: "file-name" }, name),
    el("span", { className: "hint" }, word("download")),
  );
}

// An answer's text is complete by itself. Here its cards show the quotes, so the text around
// them is enough: the first line, which answers, what stands before the first quote, and what
// follows.
function aroundQuotes(text, citations) {
  if (!citations.length) return [text.trim(), ""];
  const [first, rest = ""] = splitOnce(text, "\n");
  let words = first;
  let after = rest.replace(SOURCE_LINE, "");
  let inside = after === rest;
  for (const { quote } of citations) {
    const [before, behind] = splitOnce(after, `“${quote}”`);
    if (behind === undefined) continue;
    const following = behind.replace(SOURCE_LINE, "");
    if (inside) [words, after, inside] = [`${words}\n${before}`, following, false];
    else after = before + following;
  }
  return [words.trim(), after.trim()];
}

const SOURCE_LINE = /^\s*——.*\n?/;

function splitOnce(text, piece) {
  const at = text.indexOf(piece);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + piece.length)];
}

const FOLD_FROM = 3; // open rows from which a card says only what they are until they are wanted

function cardView(card, edit) {
  const open = card.rows.filter((row) => !row.value);
  const folded = open.length >= FOLD_FROM ? open : [];
  const shown = card.rows.filter((row) => !folded.includes(row));
  const names = folded.map((row) => row.label).join(word("comma"));
  return el(
    "section",
    { className: "card chat-card", "aria-label": card.title },
    el("h2", {}, card.title),
    el("dl", {}, ...rowsView(shown, edit)),
    folded.length
      ? el(
          "details",
          {},
          el("summary", {}, el("span", { className: "badge badge-wait" }, word("open")), ` ${names}`),
          el("dl", {}, ...rowsView(folded, edit)),
        )
      : null,
    card.note ? el("p", { className: "hint" }, card.note) : null,
  );
}

function rowsView(rows, edit) {
  return rows.map((row) => {
    const mark = row.mark
      ? el("span", { className: `badge ${row.value ? "badge-info" : "badge-wait"}` }, row.mark)
      : null;
    const change = edit
      ? el(
          "button",
          {
            type: "button",
            className: "button button-quiet edit",
            "aria-label": word("change_field", { label: row.label }),
            onclick: () => edit(row),
          },
          word("change"),
        )
      : null;
    const value = el("span", {}, row.value, row.value && mark ? " " : "", mark);
    const shown = el("dd", {}, value, change);
    return el("div", { className: "card-row" }, el("dt", {}, row.label), shown);
  });
}

const TIER_BADGES = { official: "badge-good", digest: "badge-wait", press: "badge-wait" };
const ROLES = new Set(["conflict", "referred", "lapsed"]);
const LONG_QUOTE = 160; // characters shown before the rest is folded away
const MANY_QUOTES = 6;

// More than a screen of quotations is folded, those of one document together.
function citationViews(citations) {
  if (citations.length <= MANY_QUOTES) return citations.map(citationView);
  const documents = new Map();
  for (const citation of citations) {
    documents.set(citation.document, [...(documents.get(citation.document) || []), citation]);
  }
  return [...documents.values()].map(documentView);
}

function documentView(citations) {
  const [{ title, tier, tier_label }] = citations;
  const summary = el(
    "summary",
    { className: "source" },
    el("span", { className: `badge ${TIER_BADGES[tier] || "badge-lost"}` }, tier_label),
    ` ${titled(title)} `,
    el("span", { className: "hint" }, word("quotes", { count: citations.length })),
  );
  const quotes = citations.map((citation) => el("div", {}, whole(citation), factsOf(citation)));
  const label = { "aria-label": word("source", { title }) };
  return el("details", { className: "card citation", ...label }, summary, ...quotes);
}

const titled = (title) => (title.startsWith("《") ? title : `《${title}》`);

function factsOf(citation) {
  const facts = [citation.issuer, citation.number, dates(citation)].filter(Boolean);
  return el(
    "p",
    { className: "hint source-facts" },
    ...facts.map((fact) => el("span", {}, fact)),
    el("a", { href: citation.path, target: "_blank", rel: "noopener" }, word("whole_text")),
  );
}

function citationView(citation) {
  const place = `${titled(citation.title)}${citation.article || ""}`;
  const label = { "aria-label": word("source", { title: citation.title }) };
  const role = ROLES.has(citation.role) ? word(citation.role) : null;
  const source = [
    el("span", { className: `badge ${TIER_BADGES[citation.tier] || "badge-lost"}` }, citation.tier_label),
    ` ${place}`,
    role ? el("span", { className: "badge badge-wait" }, role) : null,
  ];
  const hint = factsOf(citation);
  if (citation.role === "referred") {
    const summary = el("summary", { className: "source" }, ...source);
    return el("details", { className: "card citation", ...label }, summary, whole(citation), hint);
  }
  const heading = el("p", { className: "source" }, ...source);
  return el("article", { className: "card citation", ...label }, heading, quote(citation), hint);
}

// The sentence that answers is marked, when it is not the whole quotation.
function whole({ quote: text, start, focus }) {
  const [from, to] = focus ? focus.map((at) => at - start) : [0, text.length];
  const part = text.slice(from, to);
  const parts = part.length < text.length ? [text.slice(0, from), el("mark", {}, part)] : [part];
  return el("blockquote", {}, ...parts, text.slice(to));
}

// A long quotation is folded, unless that would hide the marked sentence.
function quote(citation) {
  const block = whole(citation);
  const { quote: text, start, focus } = citation;
  if (text.length <= LONG_QUOTE || (focus && focus[1] - start > LONG_QUOTE)) return block;
  block.classList.add("folded");
  const more = el(
    "button",
    { type: "button", className: "button button-quiet more", "aria-expanded": "false" },
    word("show_all"),
  );
  more.onclick = () => {
    const open = block.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!open));
    more.textContent = word(open ? "show_all" : "show_less");
  };
  return el("div", {}, block, more);
}

function dates({ effective_from: from, effective_to: to }) {
  if (from && to) return word("in_force", { from, to });
  if (from) return word("from", { from });
  return to ? word("until", { to }) : "";
}

/** A centred line with the time, put where the talk paused. */
export function moment(at) {
  const shown = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(at);
  return el("p", { className: "moment" }, el("time", { dateTime: at.toISOString() }, shown));
}

/** Bytes as people read them. */
export function size(bytes) {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
