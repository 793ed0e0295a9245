// Passkeys: says when this browser can't, and when it did not work. (The ceremony itself is the sign-in library's.)
"use strict";

// A passkey belongs to a name: browsers refuse them on a bare number such as 127.0.0.1 (WebAuthn, RP ID).
const number = /^[\d.]+$|^\[/.test(location.hostname);
const able = "PublicKeyCredential" in window && !number;
for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = able || number;
for (const note of document.querySelectorAll("[data-passkey-number]")) note.hidden = !number;
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !able;

// Stopped by the person, refused by the device, or another site's key: one note, read out.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.querySelector("[data-passkey-failed]");
  if (note) {
    note.hidden = false;
    note.focus();
  }
});
