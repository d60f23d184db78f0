// Search. What is searched is loaded with the first key press.
"use strict";
(() => {
  const { byId, address, isVisible, data } = manual;
  const query = byId("query"), results = byId("results"), popup = byId("popup"), status = byId("found");
  const MOST = 50;

  // `BlockdevOptions`, `blockdev-options` and "Blockdev options" have the same words.
  const plain = (text) => text.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const tight = (words) => words.replaceAll(" ", "");
  const begins = (words, word) => ` ${words}`.includes(` ${word}`);
  const count = (words, phrase) => ` ${words}`.split(` ${phrase}`).length - 1;

  let items = null, vocabulary = null;
  const prepare = (pages, entries) => {
    items = [];
    for (const [name, kind, page, anchor, summary, text, since, not, members] of entries) {
      const place = anchor === 0 ? name : anchor;
      const item = {
        name, kind, summary, since, not, href: place ? `${pages[page]}#${place}` : pages[page],
        words: plain(name), first: plain(summary), text: plain(text),
      };
      item.members = members.map(([name, text, since, not]) => ({
        name, since, not, owner: item, href: `${item.href}:${name}`, words: plain(name), text: plain(text),
      }));
      for (const part of [item, ...item.members]) part.tight = tight(part.words);
      items.push(item);
    }
  };

  // How well a name answers, from 1000 down; 0 if it does not.
  const nameScore = (part, asked) => {
    if (part.tight === asked.tight) return 1000;
    if (part.tight.startsWith(asked.tight)) return 800;
    if (begins(part.words, asked.phrase)) return 700;
    if (asked.words.every((word) => begins(part.words, word))) return 600;
    return asked.tight.length > 2 && part.tight.includes(asked.tight) ? 500 : 0;
  };
  // Texts answer better where the name has some of the words, too.
  const named = (item, asked) => 10 * asked.words.filter((word) => begins(item.words, word)).length;
  // How well a text answers: a phrase does better than its words, and often better than once.
  const textScore = (item, asked) => {
    const often = Math.min(count(`${item.first} ${item.text}`, asked.phrase), 20);
    if (begins(item.first, asked.phrase)) return 260 + often + named(item, asked);
    if (often) return 220 + often + named(item, asked);
    const all = `${item.words} ${item.first} ${item.text}`;
    if (!asked.words.every((word) => begins(all, word))) return 0;
    return 100 + named(item, asked);
  };
  const memberScore = (member, asked) => {
    const own = nameScore(member, asked);
    if (own > 500) return own / 2 - 50;
    const both = `${member.owner.words} ${member.words}`;
    if (asked.words.some((word) => begins(member.words, word)) &&
      asked.words.every((word) => begins(both, word))) return 400;
    const often = Math.min(count(member.text, asked.phrase), 9);
    return often ? 200 + often + named(member.owner, asked) : 0;
  };
  const search = (phrase) => {
    const asked = { phrase, tight: tight(phrase), words: phrase.split(" ") };
    const found = [];
    if (!phrase) return found;
    for (const item of items) {
      const score = nameScore(item, asked) || textScore(item, asked);
      const rank = item.kind === "Command" ? 2 : 0;
      if (score) found.push({ score: score + rank - item.tight.length / 100, part: item });
      for (const member of item.members) {
        const score = memberScore(member, asked);
        if (score) found.push({ score: score + rank - member.tight.length / 100, part: member });
      }
    }
    const order = (part) => (part.owner ? `${part.owner.name}.${part.name}` : part.name);
    return found.sort((a, b) => b.score - a.score || (order(a.part) < order(b.part) ? -1 : 1))
      .map(({ part }) => part);
  };

  // The words of names and texts, with how often they are there; names count more.
  const learn = () => {
    vocabulary = new Map();
    const add = (words, weight) => {
      for (const word of words.split(" ")) vocabulary.set(word, (vocabulary.get(word) ?? 0) + weight);
    };
    for (const item of items) {
      add(item.words, 20);
      if (item.words !== item.tight) add(item.tight, 1);
      add(`${item.first} ${item.text}`, 1);
      for (const member of item.members) {
        add(member.words, 5);
        add(member.text, 1);
      }
    }
  };
  // How many letters differ, are missing, too many or swapped.
  const distance = (a, b) => {
    let before = [], last = [], row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j += 1) {
        const differs = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + differs);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
    }
    return row[b.length];
  };
  const corrected = (word) => {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    let best = { word, distance: most + 1, weight: 0 };
    for (const [known, weight] of vocabulary) {
      if (known.startsWith(word)) return word;
      if (Math.abs(known.length - word.length) > most) continue;
      const found = { word: known, distance: distance(word, known), weight };
      if (found.distance < best.distance || (found.distance === best.distance && weight > best.weight)) {
        best = found;
      }
    }
    return best.distance > most ? word : best.word;
  };

  // What answers, and a sentence on it.
  const find = (text) => {
    let phrase = plain(text), found = search(phrase), said = "";
    if (phrase && !found.length) {
      if (!vocabulary) learn();
      const better = phrase.split(" ").map(corrected).join(" ");
      if (better !== phrase) found = search(better);
      if (found.length) said = `Nothing has “${text.trim()}”. With “${better}”: `;
    }
    const shown = found.filter((part) => isVisible(part) && (!part.owner || isVisible(part.owner)));
    const hidden = found.length - shown.length;
    const number = shown.length > MOST ? `the best ${MOST} of ${shown.length} results`
      : shown.length === 1 ? "1 result" : `${shown.length} results`;
    if (!found.length) said = `Nothing found for “${text.trim()}”.`;
    else said += number + (hidden ? `; the filters hide ${hidden}` : "");
    return { shown: shown.slice(0, MOST), said: said[0].toUpperCase() + said.slice(1) };
  };

  let active = -1;
  const select = (index) => {
    const options = results.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (index + options.length) % options.length : -1;
    query.removeAttribute("aria-activedescendant");
    if (active < 0) return;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    query.setAttribute("aria-activedescendant", options[active].id);
  };
  const close = () => {
    popup.hidden = true;
    query.setAttribute("aria-expanded", "false");
    query.removeAttribute("aria-activedescendant");
  };
  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const option = (part, index) => {
    const item = element("li", "");
    item.id = `ui:result-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const link = element("a", "");
    link.href = part.href;
    link.tabIndex = -1;
    const { owner } = part;
    link.append(
      element("b", owner ? `${owner.name}.${part.name}` : part.name),
      element("small", owner ? ` member of ${owner.kind}` : ` ${part.kind}  ${part.summary}`),
    );
    link.addEventListener("click", close);
    item.append(link);
    return item;
  };
  const show = () => {
    if (!items || !plain(query.value)) return close();
    const { shown, said } = find(query.value);
    results.replaceChildren(...shown.map(option));
    results.hidden = !shown.length;
    popup.hidden = false;
    status.textContent = said;
    query.setAttribute("aria-expanded", String(shown.length > 0));
    active = -1;
    select(0);
  };

  const load = async () => {
    if (items) return;
    const { pages, entries } = await data();
    if (!items) prepare(pages, entries);
    if (document.activeElement === query) show();
  };
  query.addEventListener("focus", () => { load(); show(); });
  query.addEventListener("input", show);
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && popup.hidden) show();
    else if (event.key === "ArrowDown") select(active + 1);
    else if (event.key === "ArrowUp") select(active - 1);
    else if (event.key === "Enter" && !popup.hidden && active >= 0) results.children[active].firstChild.click();
    else if (event.key === "Escape" && !popup.hidden) close();
    else return;
    event.preventDefault();
  });
  document.querySelector(".search").addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.relatedTarget.closest(".search")) close();
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
  }
})();
