// Looking at a slide: its tiles as they are stored, a scale bar, marked regions, two slides in step.
// Without this script the page shows the small picture and the list of regions. Nothing inline: the policy forbids it.
"use strict";

(() => {
  const page = document.getElementById("slides");
  const OSD = window.OpenSeadragon;
  if (!page || !OSD) return;
  document.getElementById("needs-scripts").hidden = true;

  // OpenSeadragon puts a style into the page that takes the mark of focus away on telephones, unless it finds one: the
  // mark is wanted, and the policy allows no such style. This one is of no namespace, so that it styles nothing.
  const mark = document.createElementNS("", "style");
  mark.setAttribute("data-openseadragon-mobile-css", "ours");
  document.head.append(mark);

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const said = page.dataset;
  const boxes = JSON.parse(said.boxes);

  // The file's own levels, so that nothing is made anew that is stored already.
  function sourceOf(base, told) {
    const levels = [...told.levels].reverse();
    const last = levels.length - 1;
    const source = new OSD.TileSource({
      width: told.width,
      height: told.height,
      tileWidth: levels[last].tileWidth,
      tileHeight: levels[last].tileHeight,
      tileOverlap: 0,
      minLevel: 0,
      maxLevel: last,
    });
    source.getLevelScale = (level) => levels[level].width / told.width;
    source.getTileWidth = (level) => levels[level].tileWidth;
    source.getTileHeight = (level) => levels[level].tileHeight;
    source.getNumTiles = (level) => new OSD.Point(levels[level].columns, levels[level].rows);
    source.getTileUrl = (level, x, y) => `${base}${last - level}/${x}_${y}.jpg`;
    source.hasTransparency = () => false;
    return source;
  }

  function number(value) {
    const text = value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
    return text.replace(".", said.decimal);
  }

  class Look {
    constructor(section) {
      this.section = section;
      this.told = JSON.parse(section.dataset.told);
      this.find = (name) => section.querySelector(`.c-slide__${name}`);
      this.view = this.find("view");
      this.view.hidden = false;
      this.chosen = "";
      this.marks = "regions" in section.dataset ? boxes : [];
      this.viewer = new OSD.Viewer({
        element: this.view,
        tileSources: sourceOf(section.dataset.slide, this.told),
        drawer: "canvas",
        showNavigationControl: false,
        animationTime: still ? 0 : 0.4,
        blendTime: 0,
        immediateRender: true,
        maxZoomPixelRatio: 4,
        minZoomImageRatio: 0.8,
        visibilityRatio: 0.5,
        // A tile comes within a frame: asking for one in each frame would be the slowest part of a first view.
        imageLoaderLimit: 32,
        maxTilesPerFrame: 32,
        maxImageCacheCount: 300,
        gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
        gestureSettingsTouch: { pinchRotate: false },
      });
      this.bind();
    }

    bind() {
      const viewer = this.viewer;
      viewer.canvas.setAttribute("role", "application");
      viewer.canvas.setAttribute("aria-label", this.section.dataset.said);
      viewer.addHandler("canvas-key", (event) => {
        if ("rRfF".includes(event.originalEvent.key)) event.preventDefaultAction = true; // a slide is not turned
      });
      viewer.addHandler("open", () => this.opened());
      viewer.addHandler("open-failed", () => this.fail(said.failedWhole));
      viewer.addHandler("tile-load-failed", () => this.fail(said.failed));
      viewer.addHandler("tile-drawn", () => {
        this.find("small")?.setAttribute("hidden", "");
        this.section.dataset.shown = "yes";
      });
      this.find("tools").addEventListener("click", (event) => this.act(event.target.closest("button")?.dataset.do));
    }

    opened() {
      this.find("small")?.setAttribute("hidden", "");
      this.find("tools").hidden = false;
      this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      this.svg.setAttribute("class", "c-slide__marks");
      this.svg.setAttribute("aria-hidden", "true");
      this.viewer.canvas.append(this.svg);
      this.image.addHandler("fully-loaded-change", (event) => {
        if (event.fullyLoaded) this.section.dataset.whole = "yes";
      });
      for (const event of ["update-viewport", "resize"]) this.viewer.addHandler(event, () => this.draw());
      this.draw();
    }

    get image() {
      return this.viewer.world.getItemAt(0);
    }

    // Pixels of the screen for each pixel of the slide.
    get ratio() {
      return this.image.viewportToImageZoom(this.viewer.viewport.getZoom(true));
    }

    act(what) {
      const { viewport } = this.viewer;
      if (what === "in") viewport.zoomBy(2);
      if (what === "out") viewport.zoomBy(0.5);
      if (what === "home") viewport.goHome();
      if (what === "full") {
        if (document.fullscreenElement) document.exitFullscreen();
        else this.section.requestFullscreen();
      }
      viewport.applyConstraints();
    }

    fail(words) {
      const place = this.find("failed");
      place.textContent = words;
      place.hidden = false;
    }

    draw() {
      if (!this.image) return;
      this.drawScale();
      this.drawMarks();
    }

    drawScale() {
      const magnification = this.told.objective || Number(this.section.dataset.computed.replace(said.decimal, "."));
      this.find("now").textContent = magnification ? said.now.replace("{times}", number(magnification * this.ratio)) : said.noScale;
      const scale = this.find("scale");
      scale.hidden = !this.told.mpp;
      if (!this.told.mpp) return;
      const most = (Math.min(140, this.view.clientWidth / 3) * this.told.mpp[0]) / this.ratio; // micrometres
      const ten = 10 ** Math.floor(Math.log10(most));
      const length = ten * (most >= 5 * ten ? 5 : most >= 2 * ten ? 2 : 1);
      this.find("bar").style.width = `${(length / this.told.mpp[0]) * this.ratio}px`;
      this.find("length").textContent = length >= 1000 ? `${number(length / 1000)} mm` : `${number(length)} µm`;
    }

    drawMarks() {
      const shapes = [];
      const all = this.box ? [...this.marks, { id: "new", name: "", box: this.box }] : this.marks;
      all.forEach(({ id, box }, place) => {
        const corner = this.image.imageToViewerElementCoordinates(new OSD.Point(box[0], box[1]));
        for (const layer of [0, 1]) {
          const rect = document.createElementNS(this.svg.namespaceURI, "rect");
          const sides = { x: corner.x, y: corner.y, width: box[2] * this.ratio, height: box[3] * this.ratio };
          for (const [side, value] of Object.entries(sides)) rect.setAttribute(side, String(value));
          if (layer && (id === this.chosen || id === "new")) rect.setAttribute("class", "c-slide__chosen");
          shapes.push(rect);
        }
        if (id === "new") return;
        const text = document.createElementNS(this.svg.namespaceURI, "text");
        text.setAttribute("x", String(Math.max(4, corner.x + 4)));
        text.setAttribute("y", String(Math.max(18, corner.y - 6)));
        text.textContent = String(place + 1);
        shapes.push(text);
      });
      this.svg.replaceChildren(...shapes);
    }

    // To a region, with some of what lies around it.
    show(id, immediately) {
      const mark = this.marks.find((one) => one.id === id);
      if (!mark) return;
      const [x, y, width, height] = mark.box;
      const around = new OSD.Rect(x - width / 2, y - height / 2, width * 2, height * 2);
      this.chosen = id;
      this.viewer.viewport.fitBounds(this.image.imageToViewportRectangle(around), immediately || still);
      this.draw();
    }

    // A box of the screen (pixels of the view) as a box of the slide, cut to the slide; null where they do not meet.
    boxOf(left, top, right, bottom) {
      const from = this.image.viewerElementToImageCoordinates(new OSD.Point(left, top));
      const to = this.image.viewerElementToImageCoordinates(new OSD.Point(right, bottom));
      const x = Math.max(0, Math.round(from.x));
      const y = Math.max(0, Math.round(from.y));
      const width = Math.min(this.told.width, Math.round(to.x)) - x;
      const height = Math.min(this.told.height, Math.round(to.y)) - y;
      return width > 0 && height > 0 ? [x, y, width, height] : null;
    }
  }

  // Marking a region: drawn with a pointer, or the middle of what is seen, for the keyboard.
  function marking(look) {
    const place = document.getElementById("marking");
    if (!place) return;
    place.hidden = false;
    const form = place.querySelector("form");
    const draw = document.getElementById("draw");
    const frame = look.find("frame");
    const cover = document.createElement("div");
    cover.className = "c-slide__drawing";
    let start = null;

    const point = (event) => {
      const edge = frame.getBoundingClientRect();
      return [event.clientX - edge.left, event.clientY - edge.top];
    };
    const shown = (box) => {
      look.box = box;
      look.draw();
    };
    const taken = (box) => {
      shown(box);
      if (!box) return;
      ["x", "y", "width", "height"].forEach((side, at) => {
        form.elements[side].value = box[at];
      });
      const ready = document.getElementById("box-ready");
      ready.textContent = ready.dataset.said;
    };
    const drawing = (on) => {
      draw.setAttribute("aria-pressed", String(on));
      if (on) {
        frame.append(cover);
        frame.scrollIntoView({ block: "nearest" });
      } else cover.remove();
    };
    const spanned = (event) => {
      const now = point(event);
      return look.boxOf(Math.min(start[0], now[0]), Math.min(start[1], now[1]), Math.max(start[0], now[0]), Math.max(start[1], now[1]));
    };
    cover.addEventListener("pointerdown", (event) => {
      start = point(event);
      cover.setPointerCapture(event.pointerId);
    });
    cover.addEventListener("pointermove", (event) => start && shown(spanned(event)));
    cover.addEventListener("pointerup", (event) => {
      if (!start) return;
      taken(spanned(event));
      start = null;
      drawing(false);
      if (look.box) form.elements.name.focus();
    });
    draw.addEventListener("click", () => drawing(draw.getAttribute("aria-pressed") !== "true"));
    document.getElementById("take-middle").addEventListener("click", () => {
      const [width, height] = [look.view.clientWidth, look.view.clientHeight];
      taken(look.boxOf(width / 4, height / 4, (width * 3) / 4, (height * 3) / 4));
      if (look.box) form.elements.name.focus();
    });
    const kept = ["x", "y", "width", "height"].map((side) => Number(form.elements[side].value));
    if (kept[2] && kept[3]) taken(kept); // what was sent and has to be mended
  }

  // Two slides in step: what one moves or zooms, the other does, in micrometres where both state them.
  function locked(looks) {
    const place = document.querySelector(".c-slides__check");
    const box = document.getElementById("in-step");
    place.hidden = false;
    const micrometres = looks.every((look) => look.told.mpp);
    const unit = (look) => (micrometres ? look.told.mpp[0] : 1);
    const now = (look) => {
      const center = look.viewer.viewport.viewportToImageCoordinates(look.viewer.viewport.getCenter(true));
      return { x: center.x * unit(look), y: center.y * unit(look), ratio: look.ratio / unit(look) };
    };
    const last = new Map();
    const follow = (leader, other) => {
      if (!leader.image || !other.image) return;
      const [before, after] = [last.get(leader), now(leader)];
      last.set(leader, after);
      if (!before || !box.checked) return;
      const moved = { x: after.x - before.x, y: after.y - before.y, zoom: after.ratio / before.ratio };
      if (Math.abs(moved.x) + Math.abs(moved.y) < 1e-6 && Math.abs(moved.zoom - 1) < 1e-9) return;
      const theirs = now(other);
      const { viewport } = other.viewer;
      viewport.zoomTo(viewport.getZoom(true) * moved.zoom, null, true);
      const center = new OSD.Point((theirs.x + moved.x) / unit(other), (theirs.y + moved.y) / unit(other));
      viewport.panTo(viewport.imageToViewportCoordinates(center), true);
      last.set(other, now(other));
    };
    const begin = () => {
      if (!looks.every((look) => look.image)) return;
      if (micrometres) {
        const [one, two] = looks;
        const { viewport } = two.viewer;
        viewport.zoomTo(viewport.getZoom(true) * (now(one).ratio / now(two).ratio), null, true);
      }
      looks.forEach((look) => last.set(look, now(look)));
    };
    looks.forEach((look, at) => {
      look.viewer.addHandler("open", begin);
      look.viewer.addHandler("update-viewport", () => follow(look, looks[1 - at]));
    });
  }

  const looks = [...page.querySelectorAll("[data-slide]")].map((section) => new Look(section));
  const first = looks[0];
  if (looks.length > 1) locked(looks);
  marking(first);
  if (said.first) first.viewer.addHandler("open", () => first.show(said.first, true));
  for (const anchor of document.querySelectorAll("a[data-region]")) {
    anchor.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || !first.image) return;
      event.preventDefault();
      first.show(anchor.dataset.region, false);
      const address = new URL(location.href);
      address.searchParams.set("region", anchor.dataset.region);
      history.replaceState(null, "", address);
      for (const other of document.querySelectorAll("a[data-region]")) other.removeAttribute("aria-current");
      anchor.setAttribute("aria-current", "true");
      first.find("frame").scrollIntoView({ block: "nearest" });
      first.viewer.canvas.focus({ preventScroll: true });
    });
  }
})();
