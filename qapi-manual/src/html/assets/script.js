// Search, filters and theme. Without this script the manual can be read all the same.
"use strict";
(() => {
  const byId = (id) => document.getElementById("ui:" + id);
  const address = new URLSearchParams(location.search);
  const store = {
    get(key) { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* not kept, then */ } },
  };

  // What only works with a script is shown by it.
  document.querySelectorAll("header [hidden]").forEach((part) => {
    if (part.id !== "ui:results") part.hidden = false;
  });
  if (matchMedia("(max-width: 52rem)").matches) {
    document.querySelector("nav details").open = false;
  }
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest" });

  // Filters: what is newer than a release, or surely absent on a platform, is hidden.
  const choices = ["release", "platform", "target"].map(byId).filter(Boolean);
  const chosen = (name) => byId(name)?.value ?? "";
  const applyFilters = () => {
    const release = Number(chosen("release") || Infinity);
    const absent = [chosen("platform"), chosen("target")].filter(Boolean);
    let hidden = 0;
    for (const part of document.querySelectorAll("[data-since], [data-not]")) {
      const platforms = (part.dataset.not ?? "").split(" ");
      part.hidden = Number(part.dataset.since ?? 0) > release || absent.some((it) => platforms.includes(it));
      if (part.hidden && part.closest("main")) hidden += 1;
    }
    byId("filtered").textContent = hidden ? `${hidden} hidden on this page` : "";
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

  // Search: every word must be found; names count most, then members, then texts.
  const prepared = ENTRIES.map(([name, kind, page, summary, members]) => ({
    name, kind, summary, href: `${PAGES[page]}#${name}`,
    low: name.toLowerCase(), text: summary.toLowerCase(),
    members: members ? members.split(" ") : [],
  }));
  const score = (low, word) => {
    if (low === word) return 100;
    if (low.startsWith(word)) return 60;
    const at = low.indexOf(word);
    if (at < 0) return 0;
    return /[-_.]/.test(low[at - 1]) ? 40 : 25;
  };
  const find = (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    if (!words.length) return found;
    for (const entry of prepared) {
      let total = 0;
      for (const word of words) {
        const points = score(entry.low, word) || (entry.text.includes(word) ? 5 : 0);
        if (!points) { total = 0; break; }
        total += points;
      }
      if (total) {
        found.push({ total: total - entry.low.length / 100, entry });
      }
      // Members are found by the last word, if the others are in the entry's name.
      const last = words[words.length - 1];
      if (words.slice(0, -1).every((word) => entry.low.includes(word))) {
        for (const member of entry.members) {
          const points = score(member.toLowerCase(), last);
          if (points > 25) {
            const rank = entry.kind === "Command" ? 1 : 0;
            found.push({ total: points / 2 + rank - member.length / 100, entry, member });
          }
        }
      }
    }
    found.sort((a, b) => b.total - a.total || (a.entry.name < b.entry.name ? -1 : 1));
    return found.slice(0, 50);
  };

  const query = byId("query"), results = byId("results");
  let active = -1;
  const select = (index) => {
    const items = results.children;
    items[active]?.setAttribute("aria-selected", "false");
    active = items.length ? (index + items.length) % items.length : -1;
    query.removeAttribute("aria-activedescendant");
    if (active < 0) return;
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    query.setAttribute("aria-activedescendant", items[active].id);
  };
  const close = () => {
    results.hidden = true;
    query.setAttribute("aria-expanded", "false");
  };
  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const show = () => {
    const found = find(query.value);
    results.replaceChildren(...found.map(({ entry, member }, index) => {
      const item = element("li", "");
      item.id = `ui:result-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const link = element("a", "");
      link.href = member ? `${entry.href}:${member}` : entry.href;
      link.tabIndex = -1;
      link.append(
        element("b", member ? `${entry.name}.${member}` : entry.name),
        element("small", member ? ` member of ${entry.kind}` : ` ${entry.kind}  ${entry.summary}`),
      );
      link.addEventListener("click", close);
      item.append(link);
      return item;
    }));
    active = -1;
    results.hidden = !found.length;
    query.setAttribute("aria-expanded", String(found.length > 0));
    byId("found").textContent = query.value.trim() ? `${found.length} results` : "";
    if (found.length) select(0);
  };
  query.addEventListener("input", show);
  query.addEventListener("focus", () => { if (query.value) show(); });
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") select(active + 1);
    else if (event.key === "ArrowUp") select(active - 1);
    else if (event.key === "Enter" && active >= 0) results.children[active].firstChild.click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
      query.select();
    }
  });
  if (address.get("q")) {
    query.value = address.get("q");
    query.focus();
    show();
  }
})();
