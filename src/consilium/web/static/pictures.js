// Looking through a series: one swipe, one turn of the wheel or one arrow key is one picture. Without this file the links do it.
"use strict";

// Right after records came in, pictures may not be ready: each is asked for again, a few times.
for (const one of document.querySelectorAll("img[src*='/rendered']")) {
  let tries = 0;
  const again = () => {
    tries += 1;
    if (tries <= 5) setTimeout(() => { one.src = one.getAttribute("src"); }, 1000 * tries);
  };
  one.addEventListener("error", again);
  if (one.complete && one.naturalWidth === 0 && one.loading !== "lazy") again();
}

const looker = document.querySelector("[data-order]");
const AHEAD = 4; // pictures that are fetched before they are asked for
const STEP = 24; // pixels of a swipe for one picture

if (looker) begin(looker);

async function begin(place) {
  const answer = await fetch(place.dataset.order, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { pictures } = await answer.json();
  const picture = place.querySelector("img");
  const said = place.querySelector("[data-said]");
  const own = place.querySelector("[data-own]");
  const viewer = document.querySelector("[data-viewer]");
  const slider = place.querySelector("input[type=range]");
  const fetched = new Map();
  let at = Number(place.dataset.number) - 1;

  const ahead = (index) => {
    if (index < 0 || index >= pictures.length || fetched.has(index)) return;
    const one = new Image();
    one.src = pictures[index][1];
    fetched.set(index, one);
    if (fetched.size > 60) fetched.delete(fetched.keys().next().value);
  };

  const go = (index) => {
    const wanted = Math.min(Math.max(index, 0), pictures.length - 1);
    if (wanted === at) return;
    const way = wanted > at ? 1 : -1;
    at = wanted;
    const [url, source, number] = pictures[at];
    picture.src = source;
    picture.alt = picture.dataset.alt.replace("{number}", at + 1);
    said.textContent = said.dataset.said.replace("{number}", at + 1);
    if (own) own.textContent = number === null ? "" : own.dataset.own.replace("{image}", number);
    slider.value = at + 1;
    document.getElementById("n").value = at + 1;
    history.replaceState(null, "", url);
    if (viewer) {
      const there = new URL(viewer.href);
      there.searchParams.set("initialSOPInstanceUID", source.split("/instances/")[1].split("/")[0]);
      viewer.href = there;
    }
    for (const [rel, next] of [["prev", at - 1], ["next", at + 1]]) {
      const link = place.querySelector(`a[rel=${rel}]`);
      if (link && pictures[next]) link.href = pictures[next][0];
    }
    for (let step = 1; step <= AHEAD; step += 1) ahead(at + way * step);
  };

  slider.hidden = false;
  slider.addEventListener("input", () => go(Number(slider.value) - 1));
  place.querySelector(".c-looker__help").hidden = false;
  place.querySelector("[data-jump]").addEventListener("submit", (event) => {
    event.preventDefault();
    go(Number(document.getElementById("n").value) - 1);
  });
  for (const link of place.querySelectorAll("a[rel]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(at + (link.rel === "next" ? 1 : -1));
    });
  }

  picture.tabIndex = 0;
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    const end = { Home: 0, End: pictures.length - 1 }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    go(end ?? at + step);
  });
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    go(at + Math.sign(event.deltaY));
  }, { passive: false });

  // A finger across: a picture for every bit of its way. Up and down still moves the page.
  let from = null;
  picture.draggable = false;
  picture.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, at };
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => {
    if (from) go(from.at + Math.trunc((from.x - event.clientX) / STEP));
  });
  for (const kind of ["pointerup", "pointercancel"]) picture.addEventListener(kind, () => { from = null; });

  for (let step = 1; step <= AHEAD; step += 1) {
    ahead(at + step);
    ahead(at - step);
  }
}
