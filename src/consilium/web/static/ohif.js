// What the radiology viewer expects of the page that it is in. Runs before it.
"use strict";

window.PUBLIC_URL = "/viewer/app/";
window.browserImportFunction = (name) => import(name);
localStorage.setItem("shownTours", JSON.stringify(["basicViewerTour"])); // its tour covers the scan

/** The viewer's settings with what can't be told in JSON: the way back, and what an answer with an error leads to. */
function ours(settings) {
  const { back, ...config } = settings;
  config.whiteLabeling = {
    createLogoComponentFn: (React) =>
      React.createElement("a", { href: back.url, style: { color: "white", padding: "0 1em", textDecoration: "underline" } }, back.text),
  };
  config.httpErrorHandler = (error) => {
    if (error.status === 401) {
      window.location.assign(`/sign/login/?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
    }
  };
  return config;
}
