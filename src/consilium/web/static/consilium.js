// Small helps that every page can do without. No inline code: the policy forbids it.
"use strict";

// A one-time code that came after `#`, which no server sees: into the field, and out of the address and its history.
for (const form of document.querySelectorAll("form[data-fragment-into]")) {
  const field = form.elements[form.dataset.fragmentInto];
  if (field && location.hash.length > 1) {
    field.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname + location.search);
    form.requestSubmit();
  }
}

// What is to be mended is read out first.
document.querySelector(".nhsuk-error-summary")?.focus();

// A button pressed twice sends once. (The server takes the same thing once, too.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});

// Printing without hunting for the browser's menu; the button is only there where it works.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Which day it is here: the server counts days by the reader's clock.
document.cookie = `minutes=${-new Date().getTimezoneOffset()};path=/;max-age=31536000;samesite=lax`;

// A menu that is open closes at a touch elsewhere, or with Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".c-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".c-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
