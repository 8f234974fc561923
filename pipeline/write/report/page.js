/* The sections of the page, from top to bottom. */
function overview() {
  const c = D.counts;
  $("subtitle").textContent = [plural(c.articles, "article"), span(c.first, c.last),
    D.outlets.length === 1 ? D.outlets[0][0] : c.outlets ? plural(c.outlets, "journal", "journaux") : ""].filter(Boolean).join(" · ");
  $("facts").replaceWith(el("dl", { class: "facts", id: "facts" }, [["articles", c.articles], ["phrases", c.sentences],
    ["acteurs", c.actors], ["relations", c.relations], ["citations", c.quotes], ["énoncés", c.statements]].map(
    ([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, NF.format(value))))));
  const notes = [];
  if (c.duplicates) notes.push(plural(c.duplicates, "article est une reprise d'un autre", "articles sont des reprises d'autres"));
  if (c.undated) notes.push(plural(c.undated, "article n'a pas de date", "articles n'ont pas de date"));
  if (D.outlets.length > 1) notes.push("journaux : " + D.outlets.map(([name, n]) => `${name} (${NF.format(n)})`).join(", ")
    + (D.outlets.length < c.outlets ? "…" : ""));
  $("read").append(notes.length ? el("p", {}, notes.join(" ; "), ".") : "");
  if (c.errors) $("read").append(el("details", {}, el("summary", {}, plural(c.errors, "entrée non lue, ou lue en partie", "entrées non lues, ou lues en partie")),
    el("ul", { class: "list" }, D.errors.map(([file, error, advice]) => el("li", {}, el("strong", {}, file), ` : ${error} ${advice || ""}`)))));
  if (D.omitted.length) {
    $("omitted").append(el("p", {}, "Pour rester légère, cette page ne montre pas tout :"),
      el("ul", { class: "list" }, D.omitted.map((text) => el("li", {}, text))));
    $("omitted").hidden = false;
  }
  $("run").append(...D.run.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function actors() {
  const rows = E.filter((e) => e.type !== "PLACE");
  for (const e of rows) e.search = [e.name, TYPES[e.type], ...e.forms].join(" ");
  listing($("actors"), { label: "Acteurs", search: "Chercher un acteur, une forme, un type", rows, sort: 2, columns: [
    { title: "Nom", value: (e) => e.name, cell: actorLink },
    { title: "Type", value: (e) => TYPES[e.type], cell: (e) => badge(e.type) },
    { title: "Phrases", value: (e) => e.sentences, number: true, class: "num" },
    { title: "Articles", value: (e) => e.documents, number: true, class: "num" },
    { title: "Liens", value: (e) => e.degree, number: true, class: "num" },
    { title: "Autres formes", value: (e) => e.forms.filter((f) => f !== e.name).slice(0, 3).join(" · "), class: "optional" },
    { title: "Dates", value: (e) => e.first, cell: (e) => span(e.first, e.last), class: "optional dates" },
  ] });
}

function ties() {
  for (const r of R) r.search = `${r.a.name} ${r.b.name}`;
  listing($("ties"), { label: "Relations", search: "Chercher un acteur", rows: R, sort: 1, columns: [
    { title: "Acteurs", value: (r) => r.search,
      cell: (r) => el("a", { href: `#lien-${r.index}` }, `${r.a.name} – ${r.b.name}`) },
    { title: "Phrases", value: (r) => r.sentences, number: true, class: "num" },
    { title: "Articles", value: (r) => r.documents, number: true, class: "num" },
    { title: "Coopératifs", value: (r) => r.coop, number: true, class: "num coop" },
    { title: "Conflictuels", value: (r) => r.conf, number: true, class: "num conf" },
    { title: "NPMI", value: (r) => r.npmi ?? -2, cell: (r) => r.npmi === null ? "" : r.npmi.toLocaleString("fr-FR", { minimumFractionDigits: 3, maximumFractionDigits: 3 }), number: true, class: "num optional" },
    { title: "Dates", value: (r) => r.first, cell: (r) => span(r.first, r.last), class: "optional dates" },
  ] });
}

function articles() {
  const rows = A.filter((a) => a.text !== null);
  for (const a of rows) a.search = [a.title, a.outlet, a.date, a.author].join(" ");
  listing($("texts"), { label: "Articles", search: "Chercher un titre, un journal, une date", rows, sort: 1, columns: [
    { title: "Titre", value: (a) => a.title, cell: (a) => el("a", { href: `#article-${a.index}` }, a.title) },
    { title: "Date", value: (a) => a.date, number: true, class: "num" },
    { title: "Journal", value: (a) => a.outlet, class: "optional" },
    { title: "Mentions", value: (a) => a.mentions.length, number: true, class: "num" },
  ] });
}

function voices() {
  const busy = new Map();
  for (const index of [...D.quotes.map(([who]) => who), ...D.statements.flatMap(([a, , b]) => [a, b])])
    if (index >= 0) busy.set(index, (busy.get(index) || 0) + 1);
  const known = [...busy.keys()].sort((x, y) => busy.get(y) - busy.get(x) || x - y);
  if (!known.length) return $("paroles").replaceChildren($("h-paroles"), el("p", {}, "Aucune citation ni aucun énoncé relevé."));
  $("s-who").append(...known.map((index) => el("option", { value: index }, `${E[index].name} (${busy.get(index)})`)));
  const draw = () => $("sayings").replaceChildren(...sayings(E[$("s-who").value]).filter(Boolean));
  $("s-who").addEventListener("input", draw);
  draw();
}

overview();
actors();
startNetwork();
ties();
startTimeline();
voices();
articles();
route();
addEventListener("beforeprint", () => { if (net.edges.length) fit(); });
