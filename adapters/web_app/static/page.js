// Answers while you type, the moment playing in place, copying a card. The page is whole without
// this file: what it adds is hidden, or a plain link, until it runs.
"use strict";

const answer = document.getElementById("answer");
const status = document.getElementById("status");
const box = document.getElementById("q");

function say(text) {
  status.textContent = "";
  setTimeout(() => { status.textContent = text; }, 50);
}

// Copying.

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
  say(done ? status.dataset.done : status.dataset.failed);
  setTimeout(() => { button.classList.remove("done"); status.textContent = ""; }, 4000);
}

// Playing in place: nothing from outside is asked for before the press, and then only this frame.

function play(button) {
  const old = document.querySelector("iframe.player");
  const mine = old && old.previousElementSibling === button.parentElement;
  old?.remove();
  document.querySelector("button.play[aria-expanded=true]")?.setAttribute("aria-expanded", "false");
  if (mine) return;
  const frame = document.createElement("iframe");
  frame.className = "player";
  frame.title = button.textContent;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // the player refuses those without one
  frame.src = button.dataset.player;
  button.parentElement.after(frame);
  button.setAttribute("aria-expanded", "true");
}

function offerPlayer(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "play";
  button.dataset.player = link.dataset.player;
  button.textContent = link.textContent;
  button.setAttribute("aria-expanded", "false");
  const host = link.nextElementSibling;
  link.before(button, " ");
  link.className = "open";
  link.textContent = host.textContent;
  host.remove();
}

// Answers while you type.

let waiting;
let asked = 0;

async function askNow(form) {
  const address = "/?" + new URLSearchParams(
    [...new FormData(form)].filter(([, value]) => value.trim() !== "")
  );
  const mine = ++asked;
  let html;
  try {
    const reply = await fetch(address);
    if (!reply.ok) return;
    html = await reply.text();
  } catch {
    return; // no connection: the button still asks, and the browser says what is wrong
  }
  if (mine !== asked) return; // a later question is on its way
  const page = new DOMParser().parseFromString(html, "text/html");
  answer.replaceChildren(...page.getElementById("answer").childNodes);
  document.title = page.title;
  history.replaceState(null, "", address);
  enhance(answer);
  say(answer.querySelector(".lead")?.textContent ?? "");
}

if (box) {
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(askNow, 180, box.form);
  });
}

function enhance(root) {
  for (const button of root.querySelectorAll("button.copy")) button.hidden = false;
  root.querySelectorAll("a.play[data-player]").forEach(offerPlayer);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy, button.play");
  if (button) (button.classList.contains("copy") ? copy : play)(button);
});

enhance(document);
