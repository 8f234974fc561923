/* The side panel: an actor, a tie with its sentences, or an article. The address says which, so that Back works. */
let opener = null;

function route() {
  const [, kind, ...numbers] = /^#(acteur|lien|article)-(\d+)(?:-(\d+)-(\d+))?$/.exec(location.hash) || [];
  const [index, start, end] = numbers.map((n) => n === undefined ? -1 : Number(n));
  const make = { acteur: actorPanel, lien: tiePanel, article: articlePanel }[kind];
  const target = kind && { acteur: E, lien: R, article: A }[kind][index];
  if (!target) {
    closePanel(false);
    const part = location.hash && $(location.hash.slice(1));
    return part ? part.scrollIntoView({ behavior: "instant" }) : undefined;
  }
  if ($("panel").hidden) opener = document.activeElement;
  const [title, ...body] = make(target, start, end);
  $("panel-title").replaceChildren(title);
  $("panel-body").replaceChildren(...body.flat(Infinity).filter(Boolean));
  keepPlace(() => { $("panel").hidden = false; document.body.classList.add("open"); });
  $("panel").scrollTop = 0;
  $("panel-title").focus({ preventScroll: true });
  const here = $("panel-body").querySelector(".sent");
  if (here) here.scrollIntoView({ block: "center" });
}

function closePanel(byHand) {
  if ($("panel").hidden) return;
  keepPlace(() => { $("panel").hidden = true; document.body.classList.remove("open"); });
  if (byHand) {
    history.pushState(null, "", "#");
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  }
}

/* The page is laid out anew beside the panel; what was at the top of the window stays there. */
function keepPlace(change) {
  const seen = [...document.querySelectorAll("main section")].find((part) => part.getBoundingClientRect().bottom > 80);
  const before = seen.getBoundingClientRect();
  change();
  const after = seen.getBoundingClientRect(), share = before.top < 0 ? -before.top / before.height : 0;
  scrollBy({ top: after.top + share * after.height - (before.top < 0 ? 0 : before.top), behavior: "instant" });
}

function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.filter(([, value]) => value !== "" && value !== null).map(([name, value]) =>
    el("div", {}, el("dt", {}, name), el("dd", { class: typeof value === "number" ? null : "words" }, shownValue(value)))));
}

function actorPanel(e) {
  const ties = R.filter((r) => r.a === e || r.b === e);
  return [e.name,
    el("p", {}, badge(e.type), e.status ? ` · ${e.status}` : "", " ", el("span", { class: "small" }, e.id)),
    e.forms.length ? el("p", { class: "small" }, "Formes : ", e.forms.join(" · ")) : null,
    facts([["phrases", e.sentences], ["articles", e.documents], ["liens", ties.length], ["dates", span(e.first, e.last)]]),
    ties.length ? el("h3", {}, "Ses liens") : null,
    ties.length ? el("ul", { class: "list" }, ties.slice(0, 30).map((r) => el("li", {},
      el("a", { href: `#lien-${r.index}` }, (r.a === e ? r.b : r.a).name), ` : ${plural(r.sentences, "phrase")}`,
      r.tone === "none" ? "" : el("span", { class: r.tone }, ` · ${TONES[r.tone]}`)))) : null,
    ties.length > 30 ? el("p", { class: "small" }, `et ${plural(ties.length - 30, "autre")} dans le tableau des relations.`) : null,
    sayings(e)];
}

function tiePanel(r) {
  const rows = D.evidence[r.index] || [];
  const acts = D.statements.filter(([a, , b]) => (E[a] === r.a && E[b] === r.b) || (E[a] === r.b && E[b] === r.a));
  return [el("span", {}, actorLink(r.a), " – ", actorLink(r.b)),
    facts([["phrases", r.sentences], ["articles", r.documents], ["dates", span(r.first, r.last)],
      ["actes coopératifs", r.coop], ["actes conflictuels", r.conf], ["NPMI", r.npmi]]),
    acts.length ? [el("h3", {}, "Ce que l'un fait à l'autre"), acts.map((act) => statement(act))] : null,
    el("h3", {}, rows.length < r.sentences ? `${plural(rows.length, "phrase")} sur ${NF.format(r.sentences)}` : "Les phrases"),
    rows.map(([s, a0, a1, b0, b1, quoted]) => evidence(S[s], [[a0, a1, wrap("a")], [b0, b1, wrap("a")]],
      { before: quoted ? "dans une citation" : null })),
    rows.length < r.sentences ? el("p", { class: "small" }, "Toutes sont dans comentions.csv.") : null];
}

function statement([a, verb, b, event, polarity, negated, modality, speaker, s, start, end]) {
  const notes = [EVENTS[event] || event, negated ? "acte nié" : "", MODALITIES[modality] || "",
    speaker >= 0 ? `selon ${E[speaker].name}` : ""].filter(Boolean).join(", ");
  const head = el("span", {}, actorLink(E[a]), ` → ${negated ? "ne pas " : ""}${verb} → `, actorLink(E[b]), notes && ` (${notes})`);
  return evidence(S[s], [[start, end, wrap("v")]], { before: head, name: POLARITY[polarity] || "" });
}

function quotation([, verb, kind, s, text]) {
  const sentence = S[s], at = sentence.text.indexOf(text);
  const head = `${QUOTES[kind]}, « ${verb} »`;
  if (at >= 0) return evidence(sentence, [[at, at + text.length, wrap("b")]], { before: head });
  return el("div", {}, evidence({ ...sentence, text: sentence.text }, [], { before: `${head} : « ${text} »` }));
}

function sayings(e) {
  const said = D.quotes.filter(([who]) => who === e.index), done = D.statements.filter(([a, , b]) => a === e.index || b === e.index);
  return [said.length ? el("div", {}, el("h3", {}, "Ses paroles"), said.map(quotation)) : null,
    done.length ? el("div", {}, el("h3", {}, "Ses actes, et ceux des autres envers lui"), done.slice(0, 24).map(statement)) : null];
}

function articlePanel(article, start, end) {
  const about = [article.outlet, article.date || "sans date", article.author].filter(Boolean).join(" · ");
  const web = /^https?:\/\//i.test(article.url)
    ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "lire en ligne") : null;
  const head = [el("p", { class: "small" }, about, " · ", article.file, article.copy ? " · reprise d'un autre article" : "",
    web ? " · " : "", web)];
  if (article.text === null) return [article.title, head, el("p", { class: "note" }, "Le texte n'est pas repris dans cette page.")];
  return [article.title, head, textLegend(), el("div", { class: "article" }, articleText(article, start, end))];
}

function articleText(article, start, end) {
  const text = article.text.replace(/([^\n])\n(?=[^\n])/g, "$1 "), spans = new Map();
  for (const [from, to, who, type, kind] of article.mentions) {
    const key = `${from}-${to}`;
    if (spans.has(key)) spans.get(key).who.push(who);
    else spans.set(key, { from, to, who: [who], type: TYPE_OF[type], kind });
  }
  const marks = [...spans.values()].map((m) => [m.from, m.to, (inside) => mention(m, inside)]);
  if (start >= 0) marks.push([start, end, (inside) => el("span", { class: "sent" }, inside((piece) => piece))]);
  return marked(text, marks);
}
function mention({ who, type, kind }, inside) {
  const known = who.filter((index) => index >= 0).map((index) => E[index]);
  const title = `${known.map((e) => e.name).join(", ")} : ${KINDS[kind]}`;
  const leaf = (piece) => known.length ? el("a", { href: `#acteur-${known[0].index}` }, piece) : piece;
  return el("span", { class: `m ${type} ${kind}`, title }, inside(leaf));
}
function textLegend() {
  return el("p", { class: "legend", "aria-label": "Légende" }, Object.keys(TYPES).map(badge),
    Object.entries(KINDS).map(([kind, text]) => el("span", { class: `m STATE ${kind}` }, text)));
}

addEventListener("hashchange", route);
addEventListener("keydown", (event) => { if (event.key === "Escape") closePanel(true); });
$("panel-close").addEventListener("click", () => closePanel(true));
