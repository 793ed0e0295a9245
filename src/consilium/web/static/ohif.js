// What the radiology viewer expects of the page that it is in. Runs before it.
"use strict";

window.PUBLIC_URL = "/viewer/app/";
window.browserImportFunction = (name) => import(name);
localStorage.setItem("shownTours", JSON.stringify(["basicViewerTour"])); // its tour covers the scan

const NARROW = 700; // of a telephone: its columns would leave no room for the scan

/** Both columns folded away at first, in the modes that are used here. */
function folded() {
  const props = { leftPanelClosed: { $set: true }, rightPanelClosed: { $set: true } };
  const mode = { routes: { 0: { layoutInstance: { props } } } };
  return { "@ohif/mode-longitudinal": mode, "@ohif/mode-tmtv": mode };
}

/** The viewer's settings with what can't be told in JSON: the way back, and what an answer with an error leads to. */
function ours(settings) {
  const { back, ...config } = settings;
  config.whiteLabeling = {
    createLogoComponentFn: (React) =>
      React.createElement("a", { href: back.url, style: { color: "white", padding: "0 1em", textDecoration: "underline" } }, back.text),
  };
  if (window.innerWidth < NARROW) config.modesConfiguration = folded();
  config.httpErrorHandler = (error) => {
    if (error.status === 401) {
      window.location.assign(`/sign/login/?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
    }
  };
  return config;
}
