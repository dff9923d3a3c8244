// The search: asks Pagefind's index, part by part from the newest to older ones, in the reader's browser alone.
const form = document.querySelector("form.search");
const [out, status] = [document.querySelector(".results"), document.querySelector(".status")];
const [more, older] = document.querySelectorAll(".further button");
const { nothing, away } = form.dataset;
const language = document.documentElement.lang;
const [TURN, PAGE] = [4, 20]; // parts that are looked through, and results that are shown, at a time
const APART = /(?<=[^\x00-\x7f]|^) (?=[^\x00-\x7f]|$)/gu; // spaces that Pagefind needs and the script doesn't have

const asked = new URLSearchParams(location.search);
const filters = [...form.querySelectorAll("select")];
const words = asked.get("q")?.trim() ?? "";
const terms = (words.match(/"[^"]+"|[^"\s]+/g) ?? []).filter((term) => /[\p{L}\p{N}]/u.test(term));
const chosen = Object.fromEntries(filters.map(({ name }) => [name, asked.get(name)]).filter(([, value]) => value));
const names = {}; // of what is filtered by
let [pagefind, parts, hits, shown] = [null, [], [], 0];

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
const closed = (text) => (/^(ja|zh)/.test(language) ? text.replace(APART, "") : text);

const counted = (n) => {
  const forms = JSON.parse(form.dataset.found);
  const told = forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
  return told.replace("{n}", new Intl.NumberFormat(language).format(n));
};

// What Pagefind gives is HTML: of it, text and <mark> are taken.
const excerpt = (markup) => {
  const line = element("p", "");
  for (const node of new DOMParser().parseFromString(markup, "text/html").body.childNodes)
    line.append(node.nodeName === "MARK" ? element("mark", closed(node.textContent)) : closed(node.textContent));
  return line;
};

const entry = ({ url, meta, filters: { source, day, label, spoken }, excerpt: markup }) => {
  const [made, heading] = [element("li", ""), element("h2", "")];
  heading.append(element("a", closed(meta.title), { href: form.dataset.root + url.slice(1), lang: spoken[0] }));
  const when = new Date(day[0]).toLocaleDateString(language, { dateStyle: "medium", timeZone: "UTC" });
  const facts = [`${names.source[source[0]]} · ${when}`, ...(label ?? [])];
  made.append(heading, excerpt(markup), ...facts.map((fact) => element("p", fact, { className: "meta" })));
  return made;
};

async function show() {
  const next = hits.slice(shown, (shown += PAGE));
  out.append(...(await Promise.all(next.map((hit) => hit.data()))).map(entry));
  more.hidden = shown >= hits.length;
  older.hidden = !more.hidden || !parts.length;
}

async function look() {
  status.textContent = "…";
  for (const { part } of parts.splice(0, TURN)) {
    const place = new URL(`${part}/`, location.href.split("?")[0]).pathname;
    if (pagefind) await pagefind.mergeIndex(place);
    else pagefind = await import(`${place}pagefind.js`);
  }
  const given = { filters: chosen };
  // In search of a word that is not there, Pagefind gives the nearest it has; as a phrase, only the word itself.
  const phrases = terms.map((term) => pagefind.search(`"${term.replaceAll('"', "")}"`, given));
  const holding = (await Promise.all(phrases)).map(({ results }) => new Set(results.map(({ id }) => id)));
  const found = await pagefind.search(words || null, words ? given : { ...given, sort: { date: "desc" } });
  hits = found.results.filter(({ id }) => holding.every((some) => some.has(id)));
  out.replaceChildren();
  shown = 0;
  await show();
  status.textContent = hits.length ? counted(hits.length) : nothing;
}

const tried = (action) => action().catch(() => (status.textContent = away));

async function start() {
  const answer = await fetch("parts.json");
  if (!answer.ok) throw new Error("There is no index.");
  parts = (await answer.json()).parts.filter(({ articles }) => articles);
  for (const select of filters) {
    names[select.name] = Object.assign({}, ...parts.map((part) => part.filters[select.name]));
    const by = select.name === "month" ? ([a], [b]) => (a < b ? 1 : -1) : ([, a], [, b]) => a.localeCompare(b, language);
    const named = Object.entries(names[select.name]).sort(by);
    select.append(...named.map(([value, name]) => element("option", name, { value })));
    select.value = chosen[select.name] ?? "";
  }
  form.q.value = words;
  form.hidden = false;
  const able = (part) => Object.entries(chosen).every(([name, value]) => value in part.filters[name]);
  parts = parts.filter(able);
  if (words || Object.keys(chosen).length) await (parts.length ? look() : (status.textContent = nothing));
}

more.onclick = () => tried(show);
older.onclick = () => tried(look);
tried(start);
