// Filters, contents and theme. Without this script the manual can be read all the same.
"use strict";
const manual = (() => {
  const byId = (id) => document.getElementById("ui:" + id);
  const address = new URLSearchParams(location.search);
  const store = {
    get(key) { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* not kept, then */ } },
  };

  // What only works with a script is shown by it.
  document.querySelectorAll("header [hidden], nav [hidden]").forEach((part) => {
    if (part.id !== "ui:popup") part.hidden = false;
  });

  // Where there is little room, filters and contents are folded; elsewhere contents are as they were left.
  const narrow = matchMedia("(max-width: 52rem)");
  const contents = byId("contents");
  const fold = () => {
    byId("filters").open = !narrow.matches;
    contents.open = !narrow.matches && store.get("contents") !== "folded";
  };
  fold();
  narrow.addEventListener("change", fold);
  contents.querySelector("summary").addEventListener("click", () => {
    // The click has not been acted upon yet.
    if (!narrow.matches) store.set("contents", contents.open ? "folded" : "");
  });

  // What a link leads to is not below the header.
  const header = document.querySelector("header");
  const measure = () => {
    document.documentElement.style.setProperty("--header", `${header.offsetHeight}px`);
  };
  measure();
  new ResizeObserver(measure).observe(header);

  // Filters: what is newer than a release, or surely absent on a platform, is hidden.
  const choices = ["release", "platform", "target"].map(byId).filter(Boolean);
  const chosen = (name) => byId(name)?.value ?? "";
  // Whether the filters show what is there since a release, and absent on platforms.
  const isVisible = ({ since, not }) => {
    const platforms = (not || "").split(" ");
    const absent = [chosen("platform"), chosen("target")].filter(Boolean);
    return Number(since || 0) <= Number(chosen("release") || Infinity) &&
      !absent.some((it) => platforms.includes(it));
  };
  const applyFilters = () => {
    let hidden = 0;
    for (const part of document.querySelectorAll("[data-since], [data-not]")) {
      part.hidden = !isVisible(part.dataset);
      if (part.hidden && part.closest("main") && !part.parentElement.closest("[hidden]")) hidden += 1;
    }
    // Numbers of what is listed count what is shown.
    for (const count of document.querySelectorAll(".count")) {
      const parts = count.closest("section, details").querySelectorAll("li, tbody tr");
      count.textContent = [...parts].filter((part) => !part.hidden).length;
    }
    byId("filtered").textContent = hidden ? `${hidden} hidden on this page` : "";
    measure();
  };
  for (const choice of choices) {
    const name = choice.id.slice(3);
    const text = [...choice.options].find((it) => it.textContent === address.get(name));
    choice.value = text?.value ?? address.get(name) ?? store.get("manual." + name);
    if (choice.selectedIndex < 0) choice.value = "";
    choice.addEventListener("change", () => {
      store.set("manual." + name, choice.value);
      applyFilters();
    });
  }
  applyFilters();

  // What a link leads to is shown, whatever filters say.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) part.hidden = false;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  const theme = byId("theme");
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    store.set("theme", root.dataset.theme);
  });

  // The data of the search, which are loaded when they are first asked for.
  let loading = null;
  const data = () => loading ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.addEventListener("load", () => resolve({ pages: PAGES, entries: ENTRIES }));
    document.head.append(script);
  });

  return { byId, address, isVisible, narrow, data };
})();
