// Copying a card's text. The page is whole without this file: the buttons are hidden until it runs.
"use strict";

const status = document.getElementById("status");

// Outside https and localhost a browser has no navigator.clipboard.
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copy(button) {
  const text = button.dataset.text;
  let done;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyBySelection(text);
  }
  button.focus();
  button.classList.toggle("done", done);
  status.textContent = "";
  setTimeout(() => { status.textContent = done ? status.dataset.done : status.dataset.failed; }, 50);
  setTimeout(() => { button.classList.remove("done"); status.textContent = ""; }, 4000);
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
