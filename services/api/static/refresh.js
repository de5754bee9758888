// Keeps a page that is left open up to date: fetches the page again and swaps in its [data-live] regions.
// Scroll, focus and selected text stay. Without JavaScript the page works as it is, by reloading.
"use strict";

(() => {
  const main = document.querySelector("main[data-refresh]");
  if (!main) return;
  const period = Number(main.dataset.refresh) * 1000;
  const state = document.getElementById("refresh-state");
  const toggle = document.getElementById("refresh-toggle");
  let paused = false;
  let timer;

  const say = (text, lost) => {
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("bad", lost);
  };

  // How to find an element again in the new markup.
  const selectorOf = (element) => {
    if (element.id) return `#${CSS.escape(element.id)}`;
    if (element.matches("a[href]")) return `a[href="${CSS.escape(element.getAttribute("href"))}"]`;
    if (element.form) return `form[action="${CSS.escape(element.form.getAttribute("action"))}"] ${element.localName}`;
    return null;
  };

  const holdsSelection = (region) => {
    const selection = getSelection();
    return !selection.isCollapsed && region.contains(selection.anchorNode);
  };

  const swap = (region, fresh) => {
    if (region.innerHTML === fresh.innerHTML || holdsSelection(region)) return;
    // Someone is reading a traceback.
    if (region.querySelector("details[open]")) return;
    const focused = region.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
    region.replaceChildren(...document.adoptNode(fresh).childNodes);
    if (focused) region.querySelector(focused)?.focus({ preventScroll: true });
  };

  const refresh = async () => {
    const answer = await fetch(location.pathname + location.search, { signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const region of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(region.id);
      if (fresh) swap(region, fresh);
    }
  };

  const turn = async () => {
    if (!paused && !document.hidden) {
      try {
        await refresh();
        if (!paused) say("Live", false);
      } catch {
        if (!paused) say("No connection", true);
      }
    }
    clearTimeout(timer);
    timer = setTimeout(turn, period);
  };

  toggle.addEventListener("click", () => {
    paused = !paused;
    toggle.setAttribute("aria-pressed", String(paused));
    say(paused ? "Paused" : "Live", false);
    if (!paused) turn();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) turn();
  });
  document.getElementById("refresh").hidden = false;
  timer = setTimeout(turn, period);
})();
