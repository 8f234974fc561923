/* The network: SVG, so that it prints sharp, follows the theme and can be reached by keyboard. Places come with the data. */
const SHAPES = {
  PERSON: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
  STATE: (r) => `M${-r * .9} ${-r * .9}h${1.8 * r}v${1.8 * r}h${-1.8 * r}z`,
  ORGANIZATION: (r) => `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0z`,
  PLACE: (r) => `M0 ${-1.15 * r}L${1.1 * r} ${.9 * r}H${-1.1 * r}z`,
};
const net = { nodes: [], edges: [], view: { x: 0, y: 0, w: 1500, h: 1000 }, focus: 0, upright: false };

function startNetwork() {
  const places = new Map(D.nodes.map(([index, x, y]) => [index, { x, y }]));
  const most = Math.max(1, ...D.nodes.map(([index]) => E[index].sentences));
  net.nodes = D.nodes.map(([index]) => ({ e: E[index], place: places.get(index), r: 6 + 20 * Math.sqrt(E[index].sentences / most) }))
    .sort((m, n) => n.r - m.r);
  net.edges = R.filter((r) => places.has(r.a.index) && places.has(r.b.index))
    .map((r) => ({ r, p: places.get(r.a.index), q: places.get(r.b.index), count: r.sentences }));
  drawLegend();
  if (!net.edges.length) {
    $("filters").hidden = true;
    $("net-status").textContent = "Aucune phrase ne nomme deux acteurs : il n'y a pas de réseau à dessiner.";
    $("graph").remove();
    return;
  }
  prepareFilters();
  drawGraph();
  bindView();
  applyFilters();
  fit();
}

function drawGraph() {
  const layer = svg("g", { "aria-hidden": "true" });
  for (const edge of [...net.edges].reverse()) {
    const open = () => { location.hash = `#lien-${edge.r.index}`; };
    const say = (event) => tip(event, tieText(edge));
    edge.hit = svg("line", { class: "hit", click: open, pointermove: say, pointerleave: untip });
    edge.line = svg("line", { class: `edge ${edge.r.tone}`, "pointer-events": "none" });
    layer.append(edge.hit, edge.line);
  }
  const top = svg("g");
  net.nodes.forEach((node, i) => {
    node.short = node.e.name.length > 30 ? `${node.e.name.slice(0, 28)}…` : node.e.name;
    node.label = svg("text", {}, node.short);
    node.g = svg("g", { class: `node ${node.e.type}`, role: "link",
      tabindex: i ? "-1" : "0", "aria-label": nodeText(node), click: () => { location.hash = `#acteur-${node.e.index}`; },
      focus: () => { net.focus = i; light(node); }, blur: () => light(null),
      pointerenter: () => light(node), pointermove: (event) => tip(event, nodeText(node)),
      pointerleave: () => { light(null); untip(); } }, svg("path", { d: SHAPES[node.e.type](node.r) }), node.label);
    top.prepend(node.g);
  });
  $("graph").replaceChildren(layer, top);
}
const nodeText = (node) => `${node.e.name}, ${TYPES[node.e.type]} : ${plural(node.e.sentences, "phrase")}, ` +
  plural(node.e.degree, "lien");
const tieText = (edge) => `${edge.r.a.name} – ${edge.r.b.name} : ${plural(edge.count, "phrase")}` +
  (edge.r.coop + edge.r.conf ? `, ${NF.format(edge.r.coop)} coop. et ${NF.format(edge.r.conf)} confl.` : "");

function prepareFilters() {
  for (const type of Object.keys(TYPES).filter((t) => net.nodes.some((node) => node.e.type === t)))
    $("f-types").append(el("label", {}, el("input", { type: "checkbox", name: "type", value: type, checked: true }), " ",
      badge(type)));
  for (const id of ["f-from", "f-to"]) $(id).append(...D.periods.map((p, i) => el("option", { value: i }, p)));
  resetFilters();
  $("f-names").append(...net.nodes.map((node) => el("option", { value: node.e.name })));
  $("filters").addEventListener("input", applyFilters);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(() => { resetFilters(); applyFilters(); }));
}
function resetFilters() {
  const counts = net.edges.map((edge) => edge.r.sentences).sort((x, y) => y - x);
  $("f-min").max = counts[0];
  $("f-min").value = counts.length > 180 ? Math.min(counts[180] + 1, $("f-min").max) : 1;
  $("f-from").selectedIndex = 0;
  $("f-to").selectedIndex = D.periods.length - 1;
}

function applyFilters() {
  const types = new Set([...document.querySelectorAll("input[name=type]:checked")].map((box) => box.value));
  const from = $("f-from").selectedIndex, to = $("f-to").selectedIndex;
  const all = from <= 0 && to >= D.periods.length - 1;
  const least = Number($("f-min").value), wanted = $("f-tone").value, living = new Set();
  let edges = 0;
  for (const edge of net.edges) {
    edge.count = all ? edge.r.sentences : edge.r.periods.reduce((sum, [period, n]) => {
      const i = D.periods.indexOf(period);
      return i >= from && i <= to ? sum + n : sum;
    }, 0);
    const toned = !wanted || (wanted === "none" ? edge.r.tone === "none" : edge.r[wanted] > 0);
    edge.shown = toned && edge.count >= least && types.has(edge.r.a.type) && types.has(edge.r.b.type);
    for (const part of [edge.hit, edge.line]) part.style.display = edge.shown ? "" : "none";
    if (edge.shown) { edges += 1; living.add(edge.r.a); living.add(edge.r.b); }
  }
  for (const node of net.nodes) {
    node.shown = living.has(node.e);
    node.g.style.display = node.shown ? "" : "none";
    node.g.classList.toggle("found", !!$("f-find").value && fold(node.e.name).includes(fold($("f-find").value)));
  }
  $("f-min-out").textContent = plural(least, "phrase");
  $("net-status").textContent = `${plural(living.size, "acteur")} et ${plural(edges, "lien")} affichés, sur ` +
    `${NF.format(net.nodes.length)} et ${NF.format(net.edges.length)} dessinés` +
    (from > to ? " : la période finit avant de commencer." : ".");
  scale();
}

/* Strokes and letters keep their size on the screen whatever the zoom; labels that would overlap are left out. */
function scale() {
  const box = $("graph").getBoundingClientRect();
  const unit = Math.max(net.view.w / (box.width || 900), net.view.h / (box.height || 600));
  $("graph").setAttribute("viewBox", `${net.view.x} ${net.view.y} ${net.view.w} ${net.view.h}`);
  const most = Math.max(1, ...net.edges.map((edge) => edge.shown ? edge.count : 0));
  for (const edge of net.edges) {
    edge.line.style.strokeWidth = unit * (1 + 7 * Math.sqrt(edge.count / most));
    edge.hit.style.strokeWidth = unit * 13;
  }
  const k = Math.max(Math.min(1, Math.max(unit, .35)), unit * .5);
  const labels = [], taken = net.nodes.filter((node) => node.shown).map((node) => boxAround(node, node.r * k));
  
  for (const node of net.nodes) {
    node.g.firstChild.setAttribute("transform", `scale(${k})`);
    node.g.firstChild.style.strokeWidth = 1.5;
    const size = unit * (node.r > 13 ? 14 : 12), half = node.short.length * size * .28, r = node.r * k * 1.2;
    const spots = [[0, r + size], [0, -r - size * .35], [r + half + 2 * unit, size * .35], [-r - half - 2 * unit, size * .35]];
    const left = net.view.x, right = net.view.x + net.view.w;
    const clear = (boxes) => ([x, y]) => node.place.x + x - half > left && node.place.x + x + half < right && !boxes.some((t) => node.place.x + x - half < t[2] && t[0] < node.place.x + x + half &&
      node.place.y + y - size * .8 < t[3] && t[1] < node.place.y + y + size * .2);
    const free = spots.find(clear(labels.concat(taken))) || (node.r > 11 && spots.find(clear(labels)));
    const spot = node.shown ? free : null, [x, y] = spot || spots[0];
    if (spot) labels.push([node.place.x + x - half, node.place.y + y - size, node.place.x + x + half, node.place.y + y + size * .25]);
    node.label.style.display = spot || node.g.classList.contains("found") ? "" : "none";
    node.label.style.fontSize = `${size}px`;
    node.label.style.strokeWidth = 3.5 * unit;
    node.label.setAttribute("x", x);
    node.label.setAttribute("y", y);
  }
}
const boxAround = (node, r) => [node.place.x - r, node.place.y - r, node.place.x + r, node.place.y + r];

function light(node) {
  const near = new Set();
  for (const edge of net.edges) {
    const on = node && edge.shown && (edge.r.a === node.e || edge.r.b === node.e);
    edge.line.classList.toggle("on", !!on);
    if (on) { near.add(edge.r.a); near.add(edge.r.b); }
  }
  for (const other of net.nodes) other.g.classList.toggle("on", other === node || near.has(other.e));
  $("graph").classList.toggle("hover", !!node);
}
function tip(event, text) {
  const box = $("graph").parentElement.getBoundingClientRect();
  $("tip").textContent = text;
  $("tip").hidden = false;
  $("tip").style.left = `${Math.min(event.clientX - box.left + 14, box.width - 200)}px`;
  $("tip").style.top = `${event.clientY - box.top + 14}px`;
}
const untip = () => { $("tip").hidden = true; };

function zoom(factor, x = net.view.x + net.view.w / 2, y = net.view.y + net.view.h / 2) {
  const w = Math.min(3000, Math.max(80, net.view.w * factor)), real = w / net.view.w;
  net.view = { x: x - (x - net.view.x) * real, y: y - (y - net.view.y) * real, w, h: net.view.h * real };
  scale();
}
function fit() {
  const box = $("graph").getBoundingClientRect(), ratio = (box.width || 900) / (box.height || 600);
  turn(ratio < .9);
  const [wide, high] = net.upright ? [1150, 1500] : [1660, 1000];
  const h = Math.max(high, wide / ratio), w = h * ratio;
  net.view = { x: (net.upright ? 500 : 750) - w / 2, y: (net.upright ? 750 : 500) - h / 2, w, h };
  scale();
}
/* The places are those of a wide picture; on an upright screen the picture is turned. */
function turn(upright) {
  if (net.upright !== upright && (upright || net.upright))
    for (const { place } of net.nodes) [place.x, place.y] = [place.y, place.x];
  net.upright = upright;
  for (const { p, q, hit, line } of net.edges)
    for (const part of [hit, line])
      for (const [name, value] of [["x1", p.x], ["y1", p.y], ["x2", q.x], ["y2", q.y]]) part.setAttribute(name, value);
  for (const { place, g } of net.nodes) g.setAttribute("transform", `translate(${place.x} ${place.y})`);
}

function bindView() {
  const graph = $("graph");
  let last = null;
  const unit = () => net.view.w / graph.getBoundingClientRect().width;
  graph.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(graph.getScreenCTM().inverse());
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, at.x, at.y);
  }, { passive: false });
  graph.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; });
  addEventListener("pointerup", () => { last = null; graph.classList.remove("drag"); });
  graph.addEventListener("pointermove", (event) => {
    if (!last) return;
    graph.classList.add("drag");
    net.view.x -= (event.clientX - last[0]) * unit();
    net.view.y -= (event.clientY - last[1]) * unit();
    last = [event.clientX, event.clientY];
    scale();
  });
  graph.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key in steps) moveFocus(steps[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1 / 1.3);
    else if (event.key === "-") zoom(1.3);
    else if (event.key === "0") fit();
    else if (event.key === "Enter" && document.activeElement.classList.contains("node"))
      location.hash = `#acteur-${net.nodes[net.focus].e.index}`;
    else return;
    event.preventDefault();
  });
  $("z-in").addEventListener("click", () => zoom(1 / 1.3));
  $("z-out").addEventListener("click", () => zoom(1.3));
  $("z-all").addEventListener("click", fit);
  new ResizeObserver(fit).observe(graph);
}
function moveFocus(step) {
  const shown = net.nodes.map((node, i) => i).filter((i) => net.nodes[i].shown);
  const at = document.activeElement.classList.contains("node") ? shown.indexOf(net.focus) + step : 0;
  const next = shown[(at + shown.length) % shown.length];
  if (next === undefined) return;
  net.nodes.forEach((node, i) => node.g.setAttribute("tabindex", i === next ? "0" : "-1"));
  net.nodes[next].g.focus();
}

function drawLegend() {
  const line = (name) => svg("svg", { width: 34, height: 10, "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 5, x2: 34, y2: 5, "stroke-width": 3, class: `edge ${name}` }));
  $("net-legend").append(...Object.keys(TYPES).filter((t) => net.nodes.some((node) => node.e.type === t)).map(badge),
    ...Object.entries(TONES).filter(([name]) => net.edges.some((edge) => edge.r.tone === name))
      .map(([name, text]) => el("span", {}, line(name), text)));
}
