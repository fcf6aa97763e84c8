// What HTML and htmx leave to do: keys, and telling people what happened. Nothing else belongs here.
"use strict";

const message = document.getElementById("message");
const problem = document.getElementById("problem");
let clearing = 0;

/** Puts a sentence where everybody sees it, and where a screen reader says it. */
function tell(where, sentence) {
  clearTimeout(clearing);
  message.textContent = "";
  problem.textContent = "";
  where.textContent = sentence;
  if (where === message) {
    clearing = setTimeout(() => { message.textContent = ""; }, 6000);
  }
}

document.body.addEventListener("say", (event) => tell(message, event.detail.value));
document.body.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const sentence = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain") ? answer.responseText : "";
  tell(problem, sentence || "The worker answered " + answer.status + ".");
});
document.body.addEventListener("htmx:sendError", () =>
  tell(problem, "The worker does not answer. What you did was not done; try again in a moment."));
document.body.addEventListener("htmx:timeout", () => tell(problem, "The worker took too long to answer."));
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb !== "get") {
    problem.textContent = "";
  }
});

// --- Keys -----------------------------------------------------------------------------------------------------------
// j, k and the arrows go through the elements with data-item; a key that a button of the item names by data-key presses
// it, and so does one of a button outside of any item. Ctrl, Alt and Meta are the browser's, and so is a field's text.

const isField = (element) => element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.getClientRects().length > 0);

function step(by) {
  const all = items();
  const at = all.indexOf(document.activeElement.closest("[data-item]"));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  if (all[next]) {
    all[next].focus();
  }
}

function press(key) {
  const item = document.activeElement.closest("[data-item]");
  const named = `[data-key="${CSS.escape(key)}"]`;
  const button = (item && item.querySelector(named))
    || [...document.querySelectorAll(named)].find((one) => !one.closest("[data-item]"));
  if (!button) {
    return false;
  }
  if (isField(button)) {
    button.focus();
    button.select();
  } else {
    button.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) {
    return;
  }
  if (isField(event.target)) {
    if (event.key === "Escape") {
      event.target.blur();
    }
    return;
  }
  const onItem = document.activeElement.closest("[data-item]");
  if (event.key === "j" || (onItem && event.key === "ArrowDown")) {
    step(1);
  } else if (event.key === "k" || (onItem && event.key === "ArrowUp")) {
    step(-1);
  } else if (event.key.length !== 1 || !press(event.key)) {
    return;
  }
  event.preventDefault();
});

// What was focused is swapped for a newer one of the same name: the focus stays where it was.
let focused = "";
document.body.addEventListener("htmx:beforeSwap", () => {
  const item = document.activeElement.closest("[data-item]");
  focused = item ? item.dataset.item : "";
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (focused && !document.activeElement.closest("[data-item]")) {
    const same = items().find((item) => item.dataset.item === focused);
    if (same) {
      same.focus();
    }
  }
  focused = "";
});

// A form that is only a choice of a file is sent when one is chosen.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]") && event.target.value) {
    event.target.form.requestSubmit();
  }
});
