"use strict";
/* Everything that comes from an article is put in the page as text nodes and attributes, never as HTML. */
const D = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const NF = new Intl.NumberFormat("fr-FR");
const COLLATE = new Intl.Collator("fr", { sensitivity: "base", numeric: true });
const TYPES = { PERSON: "personne", STATE: "État", ORGANIZATION: "organisation", PLACE: "lieu" };
const KINDS = { name: "nom", demonym: "gentilé", metonym: "métonymie", role: "fonction", group: "groupe" };
const TONES = { coop: "coopératif", conf: "conflictuel", mixed: "partagé", none: "sans acte relevé" };
const TYPE_OF = { P: "PERSON", S: "STATE", O: "ORGANIZATION", L: "PLACE" };
const MODALITIES = { reported: "rapporté", possible: "possible", conditional: "au conditionnel" };
const QUOTES = { direct: "citation directe", partial: "citation partielle", indirect: "parole rapportée" };
const POLARITY = { cooperative: "coop", conflictual: "conf" };
const EVENTS = {
  AGREE: "accord", CONSULT: "rencontre", SUPPORT: "soutien", CONCEDE: "concession", COOPERATE: "coopération",
  AID: "aide", RETREAT: "retrait", REQUEST: "demande", ACCUSE: "accusation", REJECT: "refus", THREATEN: "menace",
  PROTEST: "protestation", SANCTION: "sanction", MOBILIZE: "mobilisation", COERCE: "contrainte", ASSAULT: "attaque",
};

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}
const el = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const entity = ([id, name, type, status, mentions, sentences, documents, first, last, forms], index) =>
  ({ index, id, name, type, status, mentions, sentences, documents, first, last, forms, degree: 0 });
const E = D.entities.map(entity);
const R = D.relations.map(([a, b, sentences, documents, npmi, first, last, coop, conf, periods], index) =>
  ({ index, a: E[a], b: E[b], sentences, documents, npmi, first, last, coop, conf, periods, tone: tone(coop, conf) }));
const A = D.articles.map(([title, date, outlet, author, url, file, copy, text, mentions], index) =>
  ({ index, title, date, outlet, author, url, file, copy, text, mentions }));
const S = D.sentences.map(([article, start, text]) => ({ article: A[article], start, text }));
for (const r of R) { r.a.degree += 1; r.b.degree += 1; }

function tone(coop, conf) {
  if (!coop && !conf) return "none";
  if (coop >= 2 * conf) return "coop";
  return conf >= 2 * coop ? "conf" : "mixed";
}
const plural = (n, one, many) => `${NF.format(n)} ${n > 1 ? many || one + "s" : one}`;
const span = (first, last) => !first ? "" : first === last ? first : `${first} – ${last}`;
const badge = (type) => el("span", { class: `badge ${type}` }, TYPES[type]);
const actorLink = (e) => el("a", { href: `#acteur-${e.index}` }, e.name);
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/* A table that sorts by its headings, is searched, and shows more rows on demand. */
function listing(place, { columns, rows, label, search, page = 20, sort = 1 }) {
  let shown = page, order = sort, down = true, wanted = "";
  const body = el("tbody"), status = el("span", { role: "status", class: "small" });
  const more = el("button", { type: "button", class: "more", click: () => { shown += 5 * page; draw(); } });
  const heads = columns.map((column, i) => el("th", { scope: "col", class: column.class },
    el("button", { type: "button", click: () => { down = order === i ? !down : !!column.number; order = i; draw(); } },
      column.title)));
  const box = el("input", { type: "search", "aria-label": search, placeholder: search,
    input: (event) => { wanted = fold(event.target.value.trim()); shown = page; draw(); } });
  function compare(x, y) {
    const a = columns[order].value(x), b = columns[order].value(y);
    const c = typeof a === "number" ? a - b : COLLATE.compare(a || "", b || "");
    return (down ? -c : c) || x.index - y.index;
  }
  function draw() {
    const kept = rows.filter((row) => !wanted || row.words.includes(wanted)).sort(compare);
    heads.forEach((head, i) => head.setAttribute("aria-sort", i !== order ? "none" : down ? "descending" : "ascending"));
    body.replaceChildren(...kept.slice(0, shown).map((row) => el("tr", {}, columns.map((column) =>
      el("td", { class: column.class }, column.cell ? column.cell(row) : shownValue(column.value(row)))))));
    status.textContent = `${plural(Math.min(shown, kept.length), "ligne")} sur ${NF.format(kept.length)}`;
    more.hidden = kept.length <= shown;
    more.textContent = `Afficher plus (${NF.format(kept.length - shown)})`;
  }
  for (const row of rows) row.words ??= fold(row.search);
  place.append(el("div", { class: "tools" }, box, status),
    el("div", { class: "scroll" }, el("table", { "aria-label": label }, el("thead", {}, el("tr", {}, heads)), body)),
    more);
  draw();
}
const shownValue = (value) => typeof value === "number" ? NF.format(value) : value || "";

/* Text with marked spans: [start, end, make(children, text) -> node]; spans may nest, a crossing one is cut. */
function marked(text, spans, from = 0, to = text.length, leaf = (piece) => piece) {
  const out = [];
  let at = from;
  const inside = spans.filter((s) => s[0] >= from && s[1] <= to).sort((x, y) => x[0] - y[0] || y[1] - x[1]);
  while (inside.length) {
    const [start, end, make] = inside.shift();
    if (start < at) continue;
    if (start > at) out.push(leaf(text.slice(at, start)));
    const within = [];
    while (inside.length && inside[0][0] < end) within.push(inside.shift());
    const clipped = within.map(([s, e, f]) => [s, Math.min(e, end), f]);
    out.push(make((inner) => marked(text, clipped, start, end, inner)));
    at = end;
  }
  if (at < to) out.push(leaf(text.slice(at, to)));
  return out;
}
const wrap = (name) => (inside) => el("mark", { class: name }, inside((piece) => piece));

/* A sentence in its quotation block, with where it comes from. */
function evidence(sentence, spans, { before = null, name = "" } = {}) {
  const article = sentence.article;
  const where = [article.outlet, article.date || "sans date", article.title].filter(Boolean).join(" · ");
  const link = article.text === null
    ? el("span", {}, `${where} (texte non repris ici : ${article.file})`)
    : el("a", { href: `#article-${article.index}-${sentence.start}-${sentence.start + sentence.text.length}` }, where);
  return el("blockquote", { class: name },
    before && el("p", { class: "small" }, before), el("p", {}, marked(sentence.text, spans)), el("footer", {}, link));
}
