/* Forms: uploads that start when a file is chosen, names that are taken over, a count until the next code.
   Every one of these also works without scripts, through the form itself. */
"use strict";

const slotOf = (element) => element.closest("[data-slot]");
const say = (slot, text, failed = false) => {
  const state = slot.querySelector(".slot-state");
  state.textContent = text;
  state.classList.toggle("field-error", failed);
};
const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

const uploadOne = async (slot, file) => {
  const body = new FormData();
  body.set("slot", slot.dataset.slot);
  body.set("file", file);
  const token = slot.closest("form").elements.csrfmiddlewaretoken.value;
  const answer = await fetch(slot.dataset.uploads, { method: "POST", body, headers: { "X-CSRFToken": token } });
  const text = await answer.text();
  if (answer.status !== 200 && answer.status !== 422) throw new Error("lost");
  return { taken: answer.status === 200 && !answer.redirected, text };
};

const upload = async (slot, input) => {
  const words = slot.querySelector(".slot-state").dataset;
  const files = [...input.files];
  input.value = "";
  say(slot, words.busy);
  slot.classList.add("is-busy");
  try {
    for (const file of files) {
      const { taken, text } = await uploadOne(slot, file);
      if (!taken) return say(slot, text.trim() || words.lost, true);
      const list = slot.querySelector(".slot-files");
      while (list.children.length >= Number(slot.dataset.limit)) list.firstElementChild.remove();
      list.insertAdjacentHTML("beforeend", text);
    }
    slot.closest(".field")?.querySelector(".field-error:not(.slot-state)")?.remove();
    say(slot, words.done);
    changed(slot);
  } catch {
    say(slot, words.lost, true);
  } finally {
    slot.classList.remove("is-busy");
  }
};

document.addEventListener("change", (event) => {
  const slot = event.target.matches("input[type=file]") && slotOf(event.target);
  if (slot && event.target.files.length) upload(slot, event.target);
});

document.addEventListener("click", (event) => {
  const remove = event.target.closest("[data-remove]");
  if (remove) {
    event.preventDefault();
    const slot = slotOf(remove);
    remove.closest("li").remove();
    say(slot, slot.querySelector(".slot-state").dataset.removed);
    slot.querySelector("input[type=file]").focus();
    changed(slot);
  }
  const fill = event.target.closest("[data-fill]");
  if (fill) {
    event.preventDefault();
    const field = document.querySelector(fill.dataset.fill);
    field.value = fill.dataset.value;
    field.focus();
    changed(field);
  }
});

/* Long term has no last day: the field that it replaces cannot be filled in beside it. */
const bindEnds = () => {
  for (const tick of document.querySelectorAll("[id$=_long_term]")) {
    const end = document.getElementById(tick.id.replace("_long_term", "_until"));
    if (end) end.disabled = tick.checked;
  }
};
document.addEventListener("change", (event) => {
  if (event.target.id?.endsWith("_long_term")) bindEnds();
});
document.addEventListener("DOMContentLoaded", bindEnds);

const countDown = () => {
  const state = document.querySelector("[data-wait]");
  const button = document.querySelector("[data-code-button]");
  if (!state || !button || state.dataset.counting) return;
  state.dataset.counting = "yes";
  const until = Date.now() + Number(state.dataset.wait) * 1000;
  const shown = button.querySelector("[data-countdown]");
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    const waits = left > 0 && document.contains(state);
    button.disabled = waits;
    shown.textContent = waits && left < 100 ? ` (${left})` : "";
    if (waits) setTimeout(tick, 500);
  };
  tick();
};
document.addEventListener("htmx:after:settle", countDown);
document.addEventListener("DOMContentLoaded", countDown);

document.addEventListener("DOMContentLoaded", () => {
  const nav = document.querySelector(".top-nav");
  const current = nav?.querySelector(".is-current");
  if (current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - 16;
});

document.addEventListener("DOMContentLoaded", () => {
  const faults = document.getElementById("faults");
  if (!faults) return;
  const first = document.querySelector("[aria-invalid=true], .field-group:has(.field-error) input:not([type=hidden])");
  (first ?? faults).focus({ preventScroll: !first });
});
