// Sends files by tus 1.0.0 (tus.io), several at a time, in slices that fit the line, each with its SHA-256.
// What is durable is what the server says: after a broken line we ask it, and go on from there.
"use strict";

const AT_ONCE = 3;
const SMALLEST = 1 << 16, FIRST = 1 << 20, LARGEST = 1 << 23; // bytes of a slice
const SLICE_SECONDS = 3, PATIENT_SECONDS = 90, LONGEST_WAIT = 15;
const TRIES = 6;

class LostError extends Error {} // no answer: the line, or the server, is gone for now
class PausedError extends Error {} // somebody pressed the button
class UnreadableError extends Error {} // the device can't give the bytes
class RefusedError extends Error { // an answer that says no; `said` are its words where they are for people
  constructor(status, tus, said) {
    super(String(status));
    Object.assign(this, { status, tus, said });
  }
}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const keyOf = (path, size, modified) => [path, size, modified].join("\0");

class Sender {
  // `changed` is called whenever something is to be shown anew.
  constructor({ files, waiting, token, changed }) {
    Object.assign(this, { files, waiting, token, changed });
    this.slice = FIRST;
    this.fails = 0;
    this.failedAt = 0;
    this.stop = new AbortController();
    this.reset();
  }

  reset() {
    this.items = [];
    this.known = new Map(); // by key, so that nothing is sent twice
    this.paths = new Set();
    this.unmatched = []; // chosen while nobody could be asked what there is of them
    this.coming = 0; // drops that are being looked through
    this.batch = crypto.randomUUID ? crypto.randomUUID() : uuid();
    this.stopped = ""; // why a person has to do something
    this.state = "idle"; // preparing, sending, lost, paused, stopped, done
    this.sent = 0; // bytes of this visit
  }

  get total() {
    return this.items.reduce((sum, item) => sum + item.size, 0);
  }

  get arrived() {
    return this.items.reduce((sum, item) => sum + Math.min(item.offset, item.size), 0);
  }

  in(state) {
    return this.items.filter((item) => item.state === state);
  }

  get batches() {
    return [...new Set(this.items.map((item) => item.batch))];
  }

  // Files to be sent, as {file, path}; those that came on an earlier visit are not sent again.
  async add(chosen) {
    // Small files first: papers tell most, and are soonest here.
    const fresh = chosen.map((one) => this.item(one)).filter(Boolean).sort((one, other) => one.size - other.size);
    this.state = this.state === "idle" || this.state === "done" ? "preparing" : this.state;
    this.changed();
    this.coming += 1;
    try {
      const there = await this.patiently(() => this.look());
      this.match(fresh, there);
    } catch (error) {
      if (!(error instanceof PausedError)) throw error;
      this.unmatched.push(...fresh);
    } finally {
      this.coming -= 1;
    }
    this.items.push(...fresh);
    if (!["paused", "stopped"].includes(this.state)) this.run();
    this.changed();
  }

  item({ file, path: named }) {
    const path = named.split(/[/\\]+/).filter((one) => !["", ".", ".."].includes(one)).join("/");
    const key = keyOf(path, file.size, file.lastModified);
    if (this.known.has(key)) return null;
    const item = { file, path, size: file.size, modified: file.lastModified, batch: this.batch };
    Object.assign(item, { url: "", offset: 0, state: "waiting", why: "", tries: 0, unsure: false, before: false });
    if (this.paths.has(path)) item.path = numbered(path, this.paths); // two photos that a phone calls by one name
    this.paths.add(item.path);
    this.known.set(key, item);
    return item;
  }

  match(fresh, there) {
    const open = new Map(there.map((one) => [keyOf(one.path, one.length, one.modified), one]));
    const found = fresh.filter((item) => open.has(this.keyOf(item)));
    for (const item of found) {
      const one = open.get(this.keyOf(item));
      Object.assign(item, { url: one.url, offset: one.offset, batch: one.batch, before: one.whole });
      item.state = one.whole ? "done" : "waiting";
    }
    if (found.length) { // the rest of a folder goes where its first part went
      this.batch = found[found.length - 1].batch;
      for (const item of fresh) if (!item.url) item.batch = this.batch;
    }
  }

  async look() {
    const answer = await this.ask("GET", this.waiting, { Accept: "application/json" });
    const said = JSON.parse(answer.responseText);
    this.token = said.token;
    return said.files;
  }

  run() {
    if (this.running) return;
    this.stop = new AbortController();
    this.stopped = "";
    this.state = "sending";
    this.since = performance.now();
    this.running = Promise.all(Array.from({ length: AT_ONCE }, () => this.work())).then(() => {
      this.running = null;
      if (["sending", "lost"].includes(this.state)) {
        if (this.in("waiting").length) return this.run();
        if (!this.coming) this.state = "done";
      }
      this.changed();
      return undefined;
    });
  }

  pause(why = "") {
    this.state = why ? "stopped" : "paused";
    this.stopped = why;
    this.stop.abort();
    this.changed();
  }

  async goOn() {
    if (this.running) await this.running;
    this.fails = 0;
    this.stop = new AbortController();
    this.state = "preparing";
    this.changed();
    for (const item of this.in("failed")) Object.assign(item, { state: "waiting", tries: 0, why: "", unsure: true });
    try {
      if (this.unmatched.length) this.match(this.unmatched, await this.patiently(() => this.look()));
    } catch (error) {
      if (error instanceof PausedError) return;
      throw error;
    }
    this.unmatched = [];
    this.run();
    this.changed();
  }

  async work() {
    for (;;) {
      const item = this.stop.signal.aborted ? null : this.items.find((one) => one.state === "waiting");
      if (!item) return;
      item.state = "sending";
      try {
        await this.send(item);
      } catch (error) {
        if (error instanceof PausedError) Object.assign(item, { state: "waiting", unsure: true });
        else if (error instanceof UnreadableError) Object.assign(item, { state: "failed", why: "unreadable" });
        else Object.assign(item, { state: "failed", why: "failed" });
      }
      this.changed();
    }
  }

  async send(item) {
    while (item.state === "sending") {
      try {
        if (item.unsure) await this.find(item);
        if (!item.url || item.offset < item.size) await this.put(item);
        if (item.offset >= item.size) item.state = "done";
      } catch (error) {
        await this.recover(item, error);
      }
      this.changed();
    }
  }

  async recover(item, error) {
    if (error instanceof PausedError || error instanceof UnreadableError) throw error;
    if (error instanceof RefusedError) {
      try {
        return await this.mend(item, error);
      } catch (another) {
        return this.recover(item, another);
      }
    }
    // The line is gone; or an answer that nobody could read, which is not asked for without end.
    if (!(error instanceof LostError) && (item.tries += 1) > TRIES) throw error;
    item.unsure = true;
    item.lost = (item.lost ?? 0) + 1;
    return this.patience();
  }

  // How far the server has a file whose last answer we did not get.
  async find(item) {
    // A refusal may look like a broken line where the answer got lost: then a token that is good now helps.
    if (item.lost > 1) await this.look();
    if (item.url) {
      const answer = await this.ask("HEAD", item.url);
      item.offset = Number(answer.getResponseHeader("Upload-Offset"));
    } else {
      const there = (await this.look()).find((one) => keyOf(one.path, one.length, one.modified) === this.keyOf(item));
      if (there) Object.assign(item, { url: there.url, offset: there.offset, batch: there.batch });
    }
    item.unsure = false;
  }

  keyOf(item) {
    return keyOf(item.path, item.size, item.modified);
  }

  async put(item) {
    const end = Math.min(item.size, item.offset + this.slice);
    const bytes = await read(item.file, item.offset, end);
    const headers = bytes.byteLength ? { "Content-Type": "application/offset+octet-stream" } : {};
    if (bytes.byteLength && crypto.subtle) { // there in secure contexts only
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      headers["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...hash))}`;
    }
    if (item.url) headers["Upload-Offset"] = String(item.offset);
    else Object.assign(headers, { "Upload-Length": String(item.size), "Upload-Metadata": this.metadata(item) });
    const begun = performance.now();
    const body = bytes.byteLength ? item.file.slice(item.offset, end) : null;
    const answer = await this.ask(item.url ? "PATCH" : "POST", item.url || this.files, headers, body);
    if (!item.url) item.url = answer.getResponseHeader("Location");
    item.offset = Number(answer.getResponseHeader("Upload-Offset") || 0);
    this.sent += bytes.byteLength;
    item.lost = 0;
    this.fit(bytes.byteLength, (performance.now() - begun) / 1000);
  }

  metadata(item) {
    const ours = this.items.filter((one) => one.batch === item.batch);
    const said = { relativePath: item.path, batch: item.batch, modified: item.modified, files: ours.length };
    said.bytes = ours.reduce((sum, one) => sum + one.size, 0);
    return Object.entries(said).map(([name, value]) => `${name} ${encoded(String(value))}`).join(",");
  }

  // Slices take about three seconds: that much is lost at most when the line breaks.
  fit(bytes, seconds) {
    if (bytes < this.slice) return;
    const wanted = (bytes / Math.max(seconds, 0.01)) * SLICE_SECONDS;
    this.slice = Math.round(Math.min(LARGEST, this.slice * 2, Math.max(SMALLEST, wanted)));
  }

  async mend(item, { status, tus, said }) {
    item.tries += 1;
    if (status === 403 && !tus) return this.newToken(item);
    if (status === 507) return this.halt(item, said);
    if ([400, 412, 415].includes(status)) return this.halt(item, "page_old");
    if (status === 404 && !tus) return this.halt(item, "denied");
    if (status === 403) item.state = "done"; // it arrived and is being read
    else if (status === 413 || item.tries > TRIES) Object.assign(item, { state: "failed", why: tus ? said : "failed" });
    else if ([404, 410].includes(status)) Object.assign(item, { url: "", offset: 0 });
    else if (status >= 500 || status === 423) await this.patience(status !== 423);
    if (item.state === "sending" && status !== 460) item.unsure = true;
    return undefined;
  }

  // Somebody signed in anew in another tab: the page's token is old, and the right to add may have gone.
  async newToken(item) {
    const old = this.token;
    try {
      await this.look();
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return this.halt(item, "denied");
    }
    return old === this.token && item.tries > 2 ? this.halt(item, "denied") : undefined;
  }

  halt(item, why) {
    this.pause(why);
    item.state = "waiting";
    item.unsure = true;
  }

  async ask(method, url, headers = {}, body = null) {
    if (this.stop.signal.aborted) throw new PausedError();
    const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": this.token, ...headers };
    const answer = await exchanged(method, url, all, body, this.stop.signal);
    if (this.stop.signal.aborted) throw new PausedError();
    if (!answer) {
      this.slice = Math.max(SMALLEST, Math.floor(this.slice / 2)); // whole bytes: else a slice is shorter than asked for
      throw new LostError();
    }
    if (new URL(answer.responseURL).pathname !== new URL(url, location.href).pathname) { // to the sign-in page
      this.pause("signed_out");
      throw new PausedError();
    }
    const tus = Boolean(answer.getResponseHeader("Tus-Resumable"));
    if (answer.status >= 300) throw new RefusedError(answer.status, tus, tus ? answer.responseText : "");
    if (this.state === "lost") this.state = "sending";
    this.fails = 0;
    return answer;
  }

  async patiently(act) {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (error instanceof RefusedError && error.status < 500) {
          this.pause(error.status === 403 || error.status === 404 ? "denied" : "page_old");
          throw new PausedError();
        }
        if (error instanceof PausedError) throw error;
        await this.patience();
      }
    }
  }

  // Waits for longer and longer, or until the device is online again.
  async patience(lost = true) {
    if (lost && this.state !== "lost" && !this.stop.signal.aborted) {
      this.state = "lost";
      this.changed();
    }
    const now = performance.now();
    if (now - this.failedAt > 500) this.fails += 1;
    this.failedAt = now;
    const seconds = Math.min(LONGEST_WAIT, 2 ** (this.fails - 1)) * (0.75 + Math.random() / 2);
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      const early = () => (clearTimeout(timer), resolve());
      addEventListener("online", early, { once: true });
      this.stop.signal.addEventListener("abort", early, { once: true });
    });
    if (this.stop.signal.aborted) throw new PausedError();
  }
}

// A request to its end; null where no answer came. (XMLHttpRequest, because it sends parts of files from the disk
// without a copy in the page: 8 MB cost Chromium 40 ms so, and 600 ms with fetch.)
function exchanged(method, url, headers, body, signal) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = () => request.abort();
    request.open(method, url);
    request.timeout = PATIENT_SECONDS * 1000;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    signal.addEventListener("abort", end);
    request.onloadend = () => {
      signal.removeEventListener("abort", end);
      resolve(request.status ? request : null);
    };
    request.send(body);
  });
}

async function read(file, from, to) {
  for (let wait = 0; wait < 3; wait += 1) { // a cloud's folder or a card may be busy for a moment
    try {
      const bytes = await file.slice(from, to).arrayBuffer();
      if (bytes.byteLength === to - from) return bytes;
    } catch {
      // told below
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new UnreadableError();
}

function numbered(path, taken) {
  const [, stem, ending] = path.match(/^(.*?)(\.[^./]*)?$/s);
  for (let number = 2; ; number += 1) {
    const name = `${stem} (${number})${ending || ""}`;
    if (!taken.has(name)) return name;
  }
}

function uuid() { // RFC 9562 version 4, where the page is not served over TLS
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
