// The search: goes through the lists of the edition from the newest to older ones, in the reader's browser alone.
const form = document.querySelector("form.search");
const out = document.querySelector(".results");
const status = document.querySelector(".status");
const { list, found, nothing } = form.dataset;
const language = document.documentElement.lang;
const [MOST, DAYS] = [50, 120]; // results and lists at most

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const told = (n) => {
  const forms = JSON.parse(found);
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
  return form.replace("{n}", new Intl.NumberFormat(language).format(n));
};

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

const shown = (item) => {
  const entry = document.createElement("li");
  const heading = document.createElement("h2");
  heading.append(element("a", item.title, { href: item.renditions[0].href, lang: item.language }));
  const when = new Date(item.contentCreated ?? item.firstCreated).toLocaleDateString(language, { dateStyle: "medium" });
  const meta = element("p", `${item.infoSources[0].name} · ${when}`, { className: "meta" });
  const label = element("p", item.edNote ?? "", { className: "meta" });
  entry.append(heading, element("p", item.descriptions?.[0].value ?? ""), meta, label);
  return entry;
};

async function search(query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (!words.length) return;
  const seen = new Set();
  status.textContent = "…";
  out.replaceChildren();
  for (let address = list, n = 0; address && n < DAYS && seen.size < MOST; n++) {
    const answer = await fetch(new URL(address, location.href).pathname);
    if (!answer.ok) break;
    const { items, next } = await answer.json();
    for (const item of items) {
      const text = folded([item.title, item.descriptions?.[0].value, item.by, item.infoSources[0].name].join(" "));
      if (seen.has(item.uri) || seen.size === MOST || !words.every((word) => text.includes(word))) continue;
      seen.add(item.uri);
      out.append(shown(item));
    }
    address = next;
  }
  status.textContent = seen.size ? told(seen.size) : nothing;
}

const asked = new URLSearchParams(location.search).get("q") ?? "";
form.hidden = false;
form.q.value = asked;
search(asked);
