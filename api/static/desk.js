// The desk works without any of this; here it becomes quicker: keys, phrases, drafts, fresh state.

import { followChanges } from "./desk-changes.js";
import { keepDrafts } from "./desk-drafts.js";
import { followForwarding } from "./desk-forwarding.js";
import { improveForms } from "./desk-forms.js";
import { listenForKeys } from "./desk-keys.js";
import { followTalks } from "./desk-live.js";
import { keepPlace } from "./desk-place.js";
import { loadParts } from "./desk-parts.js";
import { showViewers } from "./desk-viewers.js";

listenForKeys();
improveForms();
keepDrafts();
followForwarding();
followTalks();
followChanges();
showViewers();
keepPlace();
loadParts();

document.querySelector(".desk-nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
document.querySelector("[data-line][aria-current]")?.scrollIntoView({ block: "nearest" });
document.querySelector("#done, form [role=alert]")?.focus();
