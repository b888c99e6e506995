// The coverage page for somebody with two hundred tasks to do. Everything here is done by the plain forms, too:
// rulings are sent in their order, the next task opens at once, and the figures follow when the service has answered.

import { fetchPage } from "./fragment.js";

const words = document.getElementById("words").dataset;
const queue = [];
let sending = false;
let answer = null;
let turnTo = "";
let failures = [];

const board = () => document.getElementById("board");
const said = () => document.getElementById("said");
const tasks = () => [...document.querySelectorAll("#tasks details.task")];
const current = () => document.querySelector("#tasks details.task.current") ?? document.querySelector("#tasks details.task[open]");
const find = (ref) => document.getElementById(`t-${ref}`);

function show(task, { focus = true } = {}) {
  for (const other of document.querySelectorAll("#tasks details.task.current")) {
    other.classList.remove("current");
    if (other !== task) other.open = false;
  }
  if (!task) return;
  task.classList.add("current");
  task.open = true;
  if (focus) task.querySelector("summary").focus({ preventScroll: true });
  task.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = tasks();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  const further = by > 0 && document.querySelector("#tasks .pages [aria-current] + a");
  if (next) show(next);
  else if (further) further.click();
  else tell(words.last);
}

function tell(...messages) {
  said().replaceChildren(...messages.map(makeLine));
}

function makeLine(message) {
  const line = document.createElement("p");
  line.textContent = message;
  return line;
}

// ── rulings ──────────────────────────────────────────────────────────────────────────────────────────────────────

function rule(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const ref = fields.get("ref");
  const kind = fields.get("kind");
  const task = form.closest("details.task");
  if (task) {
    const all = tasks();
    const next = all[all.indexOf(task) + 1];
    task.classList.add("saving");
    task.querySelector(".status").textContent = words.saving;
    if (kind !== "reject" && kind !== "withdraw" && next) show(next);
  }
  queue.push(form.matches(".undo") ? readUndo(form) : { address: form.action, fields, ref });
  send();
}

const readUndo = (form) => {
  const fields = new URLSearchParams(new FormData(form));
  return { address: form.action, fields, ref: fields.get("ref"), turn: true };
};

// What was ruled last is known only once the service has answered, so an undo in haste waits for its turn.
function undo() {
  if (!sending && !answer) said().querySelector("form.undo")?.requestSubmit();
  else queue.push(null);
  send();
}

async function send() {
  if (sending || !queue.length) return;
  sending = true;
  board().setAttribute("aria-busy", "true");
  let shown = "";
  while (queue.length) {
    const form = queue[0] ? null : answer?.querySelector("#said form.undo");
    const one = queue.shift() ?? (form && readUndo(form));
    if (one && (await post(one))) shown = one.ref;
    if (one?.turn) turnTo = one.ref;
    // figures are asked for once, after the last of many; an undo has to know what came before it
    if (shown && (!queue.length || queue[0] === null)) answer = (await load(shown)) ?? answer;
  }
  sending = false;
  board().removeAttribute("aria-busy");
  settle();
}

async function post({ address, fields, ref }) {
  try {
    const response = await fetch(address, { method: "POST", body: fields, headers: { accept: "text/html" }, redirect: "manual" });
    if (response.type === "opaqueredirect") return true;
    fail(ref, readPage(await response.text()).querySelector("h1")?.textContent ?? response.statusText);
  } catch (error) {
    fail(ref, error.message);
  }
  return false;
}

async function load(ref) {
  const address = new URL(location.href);
  address.searchParams.set("ruled", ref);
  try {
    const response = await fetchPage(address);
    const page = readPage(await response.text());
    if (page.getElementById("board")) return page;
    fail(ref, page.querySelector("h1")?.textContent ?? response.statusText);
  } catch (error) {
    fail(ref, error.message);
  }
  return null;
}

const readPage = (text) => new DOMParser().parseFromString(text, "text/html");

function fail(ref, reason) {
  const task = find(ref);
  if (task) {
    task.classList.remove("saving");
    task.querySelector(".status").textContent = words.failed;
  }
  failures.push(`${words.failed}: ${ref}: ${reason}`);
  tell(...failures);
}

// The answer takes the place of the board, but never while rulings are under way or somebody writes.
function settle() {
  if (sending || !answer) return;
  const field = document.activeElement;
  if (field.closest("#board") && isTextField(field)) return;
  const place = tasks().indexOf(current());
  const open = turnTo || current()?.dataset.ref;
  const focused = field.closest("#tasks") || field === document.body;
  board().replaceWith(document.adoptNode(answer.getElementById("board")));
  answer = null;
  prepare();
  announce();
  for (const task of tasks()) task.open = false;
  const task = (open && find(open)) || tasks()[Math.min(place, tasks().length - 1)];
  if (task) show(task, { focus: Boolean(focused) });
  turnTo = "";
}

// A live region is read aloud when something comes into it, not when it comes with something in it.
function announce() {
  const region = said();
  const parts = [...failures.map(makeLine), ...region.childNodes];
  failures = [];
  region.replaceChildren();
  setTimeout(() => region.replaceChildren(...parts));
}

const isTextField = (field) => field.matches("input:not([type=radio], [type=checkbox]), textarea, select");

// ── filters ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function narrow(form) {
  const address = `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
  const response = await fetchPage(address);
  const page = readPage(await response.text());
  if (!page.getElementById("board")) {
    location.assign(address);
    return;
  }
  const name = document.activeElement?.closest("#filters") && document.activeElement.name;
  const value = document.activeElement?.value;
  board().replaceWith(document.adoptNode(page.getElementById("board")));
  history.replaceState(null, "", address);
  prepare();
  const fields = [...document.querySelectorAll("#filters [name]")].filter((field) => field.name === name);
  (fields.find((field) => field.value === value) ?? fields[0])?.focus();
}

// ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const KEYS_OFF = "cancu-keys-off";
const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");
keysOn.checked = !localStorage.getItem(KEYS_OFF);
keysOn.addEventListener("change", () => {
  if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "1");
  prepare();
});

function press(key) {
  const task = current();
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (key === "u") undo();
  else if (key === "/") document.querySelector("#filters [name=q]").focus();
  else if (key === "?") help.showModal();
  else if (task && "123456789".includes(key)) choose(task, Number(key));
  else if (task && "cprend".includes(key) && !task.querySelector("form.whole")) name();
  else if (task && "cpr".includes(key)) task.querySelector(`button[data-key="${key}"]`)?.click();
  else if (task && "end".includes(key)) begin(task, key);
  else return false;
  return true;
}

function name() {
  tell(words.name);
  document.getElementById("reviewer")?.focus();
}

function choose(task, number) {
  const candidates = task.querySelectorAll('input[name="child_ref"][type="radio"]');
  if (candidates[number - 1]) candidates[number - 1].checked = true;
}

function begin(task, key) {
  const kind = task.querySelector(`input[data-key="${key}"]`);
  if (!kind) return;
  kind.checked = true;
  const form = kind.form;
  (key === "d" ? form.elements.unit : form.elements.reason).focus();
}

document.addEventListener("keydown", (event) => {
  const field = isTextField(event.target) && event.target;
  if (field && event.key === "Escape") {
    field.blur();
    current()?.querySelector("summary").focus();
  }
  if (field || help.open || !keysOn.checked || event.ctrlKey || event.altKey || event.metaKey) return;
  if (press(event.key)) event.preventDefault();
});

document.addEventListener("focusout", () => setTimeout(settle));
document.addEventListener("submit", (event) => {
  if (event.target.matches("form.ruling")) {
    event.preventDefault();
    rule(event.target, event.submitter);
  } else if (event.target.id === "filters") {
    event.preventDefault();
    narrow(event.target);
  }
});
document.addEventListener("change", (event) => {
  if (event.target.closest("#filters") && !event.target.matches("[name=q]")) narrow(event.target.form);
  if (event.target.matches('.whole input[name="kind"]')) {
    event.target.form.elements.unit.required = event.target.value === "delegate";
  }
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("#tasks details.task") && event.target.open && !event.target.classList.contains("current")) {
    for (const other of document.querySelectorAll(".task.current")) other.classList.remove("current");
    event.target.classList.add("current");
  }
}, true);

// Names of keys stand on the buttons, where the keys are on.
function prepare() {
  const keys = document.getElementById("keys");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.keys;
  button.addEventListener("click", () => help.showModal());
  keys.replaceChildren(button);
  keys.hidden = false;
  for (const old of document.querySelectorAll("#board kbd")) old.remove();
  if (!keysOn.checked) return;
  for (const named of document.querySelectorAll("#tasks button[data-key]")) {
    const key = document.createElement("kbd");
    key.textContent = named.dataset.key;
    key.setAttribute("aria-hidden", "true");
    named.append(key);
  }
}

prepare();
