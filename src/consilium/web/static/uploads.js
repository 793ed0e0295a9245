// The page where records are added: takes what is chosen or dropped, and shows how sending goes. `tus.js` sends.
"use strict";

const adding = document.getElementById("adding");
const panel = document.getElementById("sending");
const words = JSON.parse(adding.dataset.words);
const place = (name) => document.querySelector(`[data-said="${name}"]`);
const bar = panel.querySelector("progress");

function say(name, values = {}) {
  const plural = values.count === undefined ? "" : values.count === 1 ? ".one" : ".other";
  const pattern = words[name + plural] ?? words[name] ?? name;
  return pattern.replace(/\{(\w+)\}/g, (_, key) => (typeof values[key] === "number" ? number(values[key]) : values[key]));
}

// As the pages write numbers: whole ones grouped from five digits on.
function number(value) {
  const [whole, part] = String(value).split(".");
  const grouped = value < 10000 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, words["sizes.group"]);
  return part ? grouped + words["sizes.decimal"] + part : grouped;
}

function size(bytes) {
  if (bytes < 1000) return say("sizes.bytes", { count: bytes });
  const step = Math.min(3, Math.floor(Math.log10(bytes) / 3 - 1 + 1e-9));
  const value = bytes / 1000 ** (step + 1);
  return say(`sizes.${["kb", "mb", "gb", "tb"][step]}`, { value: Number(value.toFixed(value < 10 ? 1 : 0)) });
}

const sender = new Sender({
  files: adding.dataset.files,
  waiting: adding.dataset.waiting,
  token: adding.elements.csrfmiddlewaretoken.value,
  changed: () => schedule(),
});

// Only what works here is offered.
adding.classList.add("c-adding--live");
adding.querySelector("[data-plain]").hidden = true;
adding.querySelector("[data-scripts]").hidden = !matchMedia("(pointer: fine)").matches;
adding.querySelector("[data-pick=folder]").hidden = !("webkitdirectory" in HTMLInputElement.prototype);
adding.querySelector("[data-pick=photo]").hidden = !matchMedia("(pointer: coarse)").matches;

let handed = "", handing = false, jobUrl = "", ended = "", aloudAt = 0, aloud = "", focused = false;

function take(chosen) {
  if (!chosen.length) return;
  if (handed) { // a new drop after one that is done
    sender.reset();
    [handed, jobUrl, ended] = ["", "", ""];
  }
  const first = panel.hidden;
  panel.hidden = false;
  sender.add(chosen);
  if (first || !focused) document.getElementById("sending-title").focus();
  focused = true;
}

adding.addEventListener("change", (event) => {
  take([...event.target.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
  event.target.value = "";
});

// Dropped files and folders, anywhere on the page.
const zone = adding.querySelector("[data-scripts]");
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    zone.classList.add("c-adding__drop--over");
  });
}
document.addEventListener("dragleave", (event) => event.relatedTarget || zone.classList.remove("c-adding__drop--over"));
document.addEventListener("drop", async (event) => {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  zone.classList.remove("c-adding__drop--over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...event.dataTransfer.files].map((file) => ({ file, path: file.name }));
  take(entries.length ? (await Promise.all(entries.map(walked))).flat() : plain);
});

async function walked(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    return file ? [{ file, path: entry.fullPath.replace(/^\//, "") }] : [];
  }
  const reader = entry.createReader(), found = [];
  for (;;) { // a reader gives a hundred at a time
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(walked))).flat();
}

// What is shown, at most five times a second.
let planned = false;
function schedule() {
  if (planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    show();
  }, 200);
}

function show() {
  const state = sender.state, all = sender.items, done = sender.in("done"), failed = sender.in("failed");
  if (state === "idle") return;
  const title = state === "preparing" ? say("preparing") : say(`title_${state === "done" && failed.length ? "some" : state}`);
  const total = sender.total, arrived = sender.arrived;
  const share = all.length ? (total ? 0.9 * (arrived / total) : 0) + (total ? 0.1 : 1) * (done.length / all.length) : 0;
  document.getElementById("sending-title").textContent = title;
  bar.value = share;
  bar.hidden = state === "done";
  place("counts").textContent = all.length ? say("counts", { done: done.length, all: all.length, bytes: size(arrived), size: size(total) }) : "";
  place("left").textContent = state === "sending" ? left(share) : "";
  place("told").textContent = told(state, done);
  problems(failed);
  buttons(state, failed);
  hideDrops();
  speak(state, title, share);
  if (state === "done" && done.length) handIn();
  if (state === "sending") stayAwake();
}

function told(state, done) {
  if (state === "done") {
    const before = done.filter((item) => item.before).length;
    return [ended || (done.length && handed ? say("done", { count: done.length }) : ""), before ? say("skipped", { count: before }) : "", say("more")].join(" ").trim();
  }
  if (state === "lost") return say(navigator.onLine ? "lost" : "offline");
  if (state === "stopped") return words[sender.stopped] ?? sender.stopped;
  return say(state === "paused" ? "paused" : "keep_open");
}

// By how fast the share grew on this visit; nothing is promised in the first seconds.
let start = null;
function left(share) {
  const now = performance.now();
  if (!start || start.since !== sender.since) start = { since: sender.since, now, share };
  const seconds = (now - start.now) / 1000, grown = share - start.share;
  if (seconds < 3 || grown <= 0) return "";
  const minutes = ((1 - share) / grown) * seconds / 60;
  if (minutes < 1) return say("left_less");
  return minutes < 90 ? say("left_minutes", { count: Math.round(minutes) }) : say("left_hours", { count: Math.round(minutes / 60) });
}

const SHOWN = 20;
function problems(failed) {
  const box = place("problems");
  box.hidden = !failed.length;
  if (Number(box.dataset.count || 0) === failed.length) return;
  box.dataset.count = failed.length;
  const lines = failed.slice(0, SHOWN).map((item) => `${item.path}: ${words[item.why] ?? item.why}`);
  if (failed.length > SHOWN) lines.push(say("and_more", { count: failed.length - SHOWN }));
  const list = made("ul", "");
  list.append(...lines.map((line) => made("li", line)));
  box.replaceChildren(made("p", say("problems", { count: failed.length })), list);
}

function made(kind, text, className = "") {
  const node = document.createElement(kind);
  node.textContent = text;
  node.className = className;
  return node;
}

// Buttons are made anew only where they change, so that none is lost under a finger.
const MAIN = "nhsuk-button", SECOND = "nhsuk-button nhsuk-button--secondary", PLAIN = "c-plain";
function buttons(state, failed) {
  const wanted = [];
  if (["sending", "lost"].includes(state)) wanted.push(["pause", SECOND, () => sender.pause()]);
  if (["paused", "stopped"].includes(state)) wanted.push(["continue", MAIN, () => sender.goOn()]);
  if (state === "done" && failed.length) wanted.push(["again", SECOND, again]);
  if (state === "done" && jobUrl) wanted.push(["see", MAIN, null]);
  if (state !== "done" && state !== "preparing") wanted.push(["stop", PLAIN, stopAll]);
  const box = place("buttons"), names = wanted.map(([name]) => name).join(" ");
  if (box.dataset.names === names) return;
  box.dataset.names = names;
  const had = box.contains(document.activeElement);
  box.replaceChildren(...wanted.map(([name, className, act]) => button(name, className, act)));
  if (had) box.firstElementChild?.focus();
}

function button(name, className, act) {
  const node = made(act ? "button" : "a", say(name), className);
  if (act) {
    node.type = "button";
    node.addEventListener("click", act);
  } else node.href = jobUrl;
  return node;
}

function again() {
  handed = "";
  sender.goOn();
}

async function stopAll() {
  if (!confirm(say("stop_sure"))) return;
  sender.pause();
  try {
    await post(adding.dataset.remove);
  } finally {
    location.reload(); // the page shows what is left
  }
}

// The drops of earlier visits that are gone on with here are shown once.
function hideDrops() {
  for (const section of document.querySelectorAll("[data-drop]")) {
    section.hidden = sender.batches.includes(section.querySelector("[name=batch]").value);
  }
}

function post(url) {
  const body = new URLSearchParams(sender.batches.map((batch) => ["batch", batch]));
  return fetch(url, { method: "POST", body, headers: { "X-CSRFToken": sender.token, Accept: "application/json" }, redirect: "manual" });
}

// All arrived: what came goes to the records. A broken line is waited for; the server takes it once.
async function handIn() {
  const what = sender.batches.join() + sender.in("done").length;
  if (handing || handed === what) return;
  handing = true;
  try {
    const answer = await post(adding.dataset.handIn);
    if (!answer.ok) throw new Error();
    jobUrl = (await answer.json()).job || jobUrl;
    [handed, ended] = [what, ""];
    if (jobUrl) follow(jobUrl);
  } catch { // a moment later, with a form token that is good then; who was signed out is told so
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await sender.look().catch(() => null);
  }
  handing = false;
  show();
}

// Until what came is read: then what the reading's own page says first stands here, above all what needs an eye.
async function follow(url) {
  for (let wait = 1500; url === jobUrl && !ended; wait = Math.min(10000, wait * 1.3)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await fetch(url, { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (!answer?.ok) continue;
    const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
    if (!there || there.querySelector("[data-live]") || url !== jobUrl) continue;
    const lines = [there.querySelector("h1"), ...there.querySelectorAll("#eye + ul li, #why + p")];
    ended = lines.map((line) => line.textContent.trim().replace(/[^.?!]$/, "$&.")).join(" ");
  }
  show();
}

// Read out politely: every change of state, and every tenth of the way.
function speak(state, title, share) {
  const tenth = Math.floor(share * 10) * 10;
  const line = state === "sending" && tenth ? say("aloud", { percent: tenth }) : state === "sending" ? title : `${title}. ${place("told").textContent}`;
  const now = performance.now();
  if (line === aloud || (state === "sending" && now - aloudAt < 5000)) return;
  [aloud, aloudAt] = [line, now];
  place("aloud").textContent = line;
}

// A telephone that goes to sleep stops sending.
let awake = null;
async function stayAwake() {
  if (awake || !navigator.wakeLock) return;
  awake = navigator.wakeLock.request("screen").catch(() => null);
  (await awake)?.addEventListener("release", () => (awake = null));
}

addEventListener("beforeunload", (event) => {
  if (["sending", "lost"].includes(sender.state)) event.preventDefault();
});
