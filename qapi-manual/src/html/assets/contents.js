// Contents: which definition is read, and a filter over all modules.
"use strict";
(() => {
  const { byId, isVisible, narrow, data } = manual;
  const nav = document.querySelector("nav");
  const modules = [...nav.querySelectorAll("li.module")];

  // The link to what is read is marked, and seen.
  const links = new Map([...nav.querySelectorAll('a[href^="#"]')].map((link) => [link.hash.slice(1), link]));
  let marked = null;
  const mark = (link) => {
    if (!link || link === marked) return;
    marked?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    marked = link;
    keepInView(link);
  };
  const keepInView = (link) => {
    if (narrow.matches || !link?.checkVisibility()) return;
    const [frame, box] = [nav.getBoundingClientRect(), link.getBoundingClientRect()];
    if (box.top < frame.top || box.bottom > frame.bottom) {
      nav.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };
  keepInView(nav.querySelector("[aria-current]"));
  const entries = [...document.querySelectorAll("main .entry")];
  const top = () => document.querySelector("header").offsetHeight + 40;
  const read = () => {
    const line = top();
    const at = entries.findLast((entry) => !entry.hidden && entry.getBoundingClientRect().top <= line);
    if (at) mark(links.get(at.id));
  };
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; read(); });
  }, { passive: true });
  const follow = () => mark(links.get(decodeURIComponent(location.hash.slice(1)).split(":")[0]));
  addEventListener("hashchange", follow);
  follow();
  nav.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) byId("contents").open = false;
  });

  // Each module lists its definitions whose names have the text, and is hidden where none has.
  const field = byId("narrow");
  const apply = async () => {
    const text = field.value.trim().toLowerCase().replace(/[\s_]+/g, "-");
    const { pages, entries: all } = text ? await data() : { pages: [], entries: [] };
    if (field.value.trim().toLowerCase().replace(/[\s_]+/g, "-") !== text) return;
    nav.classList.toggle("filtered", text !== "");
    nav.querySelectorAll("ul.matches").forEach((list) => list.remove());
    let count = 0;
    for (const module of modules) {
      const link = module.querySelector("a");
      const found = !text ? [] : all.filter(([name, kind, page, , , , since, not]) =>
        pages[page] === link.getAttribute("href") && kind !== "Section" && isVisible({ since, not }) &&
        name.toLowerCase().replaceAll("_", "-").includes(text));
      const named = link.textContent.toLowerCase().replace(/[\s_]+/g, "-").includes(text);
      module.hidden = text !== "" && !found.length && !named;
      count += found.length;
      if (!found.length) continue;
      const list = document.createElement("ul");
      list.className = "matches";
      list.append(...found.map(([name, kind]) => {
        const item = document.createElement("li"), to = document.createElement("a");
        to.href = `${link.getAttribute("href")}#${name}`;
        to.className = kind.toLowerCase();
        to.textContent = name;
        item.append(to);
        return item;
      }));
      module.append(list);
    }
    byId("narrowed").textContent = !text ? "" : count === 1 ? "1 definition" : `${count} definitions`;
  };
  field.addEventListener("input", apply);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    field.value = "";
    apply();
    event.preventDefault();
  });
})();
