/* The timeline: bars by period, and what cooperates above what conflicts. */
const time = { from: 0 };

function startTimeline() {
  const choices = [["", "les articles lus"], ...D.timeline.actors.map(([index]) => [index, `les phrases qui nomment ${E[index].name}`])];
  $("t-what").append(...choices.map(([value, text]) => el("option", { value }, text)));
  $("t-what").addEventListener("input", drawTimeline);
  new ResizeObserver(drawTimeline).observe($("t-counts"));
}

function series(rows) {
  const found = new Map(rows.map(([period, ...counts]) => [period, counts]));
  return D.periods.map((period) => found.get(period) || []);
}

function drawTimeline() {
  const chosen = $("t-what").value, name = chosen && E[chosen].name;
  const rows = chosen ? D.timeline.actors.find(([index]) => index === Number(chosen))[1] : D.timeline.articles;
  const counts = series(rows).map(([n]) => n || 0), acts = series(D.timeline.acts);
  const undated = rows.filter(([period]) => !period).reduce((sum, [, n]) => sum + n, 0);
  const what = chosen ? `Phrases qui nomment ${name}` : "Articles";
  const grain = { day: "jour", month: "mois", quarter: "trimestre", year: "an" }[D.grain];
  $("t-caption").textContent = `${what}, par ${grain}` +
    (undated ? ` ; ${NF.format(undated)} de date inconnue ou trop vague n'y ${undated > 1 ? "sont" : "est"} pas` : "");
  bars($("t-counts"), what, [{ counts, name: "", sign: 1 }], 170);
  bars($("t-acts"), "Énoncés coopératifs et conflictuels", [
    { counts: acts.map(([n]) => n || 0), name: "coop", sign: 1 }, { counts: acts.map(([, n]) => n || 0), name: "conf", sign: -1 }], 170);
  $("t-acts").parentElement.hidden = !acts.some(([coop, conf]) => coop || conf);
  $("t-table").replaceChildren(el("table", { "aria-label": "Chiffres de la chronologie" },
    el("thead", {}, el("tr", {}, ["Période", what, "Coopératifs", "Conflictuels"].map((t) => el("th", { scope: "col" }, t)))),
    el("tbody", {}, D.periods.map((p, i) => el("tr", {}, el("th", { scope: "row" }, p),
      [counts[i], acts[i][0] || 0, acts[i][1] || 0].map((n) => el("td", { class: "num" }, NF.format(n))))))));
}

function bars(place, label, parts, height) {
  const width = place.clientWidth || 800, left = 40, bottom = 22, n = Math.max(1, D.periods.length);
  const step = Math.min(70, (width - left) / n), up = Math.max(0, ...parts.filter((p) => p.sign > 0).flatMap((p) => p.counts));
  const down = Math.max(0, ...parts.filter((p) => p.sign < 0).flatMap((p) => p.counts));
  const unit = (height - bottom - 14) / Math.max(1, up + down), zero = 10 + up * unit;
  const nodes = [svg("line", { class: "axis", x1: left, x2: width, y1: zero, y2: zero })];
  for (const [value, y] of [[up, 10], [down, zero + down * unit]])
    if (value) nodes.push(svg("text", { x: left - 6, y: y + 4, "text-anchor": "end" }, NF.format(value)));
  for (const part of parts)
    part.counts.forEach((count, i) => {
      if (!count) return;
      const text = `${D.periods[i]} : ${NF.format(count)}`;
      nodes.push(svg("rect", { class: `bar ${part.name}`, x: left + i * step + 1, width: Math.max(1, step - 2),
        y: part.sign > 0 ? zero - count * unit : zero, height: count * unit, tabindex: n <= 60 ? "0" : null,
        role: "button", "aria-label": text, click: () => choosePeriod(i),
        keydown: (event) => { if (event.key === "Enter") choosePeriod(i); } }, svg("title", {}, text)));
    });
  const every = Math.ceil(62 / step);
  D.periods.forEach((period, i) => {
    if (i % every === 0 && left + i * step + 50 < width) nodes.push(svg("text", { x: left + i * step, y: height - 5 }, period));
  });
  place.replaceChildren(svg("svg", { height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label }, nodes));
}

function choosePeriod(i) {
  if (!net.edges.length) return;
  $("f-from").selectedIndex = i;
  $("f-to").selectedIndex = i;
  $("f-min").value = 1;
  applyFilters();
  location.hash = "#reseau";
}
