// Looks how a job goes without loading the page anew; when it has ended, the page is loaded once more.
"use strict";

const page = document.querySelector("[data-job]");
const spoken = page.querySelector("[data-aloud]");
let wait = 1000, heard = "";

function speak() {
  const step = page.querySelector("[data-step]").textContent;
  const tenth = Math.floor((page.querySelector("progress").value || 0) / 25);
  if (heard === step + tenth) return;
  heard = step + tenth;
  spoken.textContent = page.querySelector("[data-live] p").textContent;
}

async function look() {
  try {
    const answer = await fetch(location.href, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload();
    const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
    if (answer.ok && there) {
      const live = there.querySelector("[data-live]");
      if (!live || there.dataset.job !== page.dataset.job) return location.reload();
      page.querySelector("[data-live]").replaceChildren(...live.childNodes);
      speak();
    }
  } catch {
    // the line is gone for a moment: the next look may find it
  }
  wait = Math.min(5000, wait * 1.3);
  return setTimeout(look, wait);
}

setTimeout(look, wait);
