// The tree of plans as a picture, drawn from the table below it: what the table does not say is not drawn.

const HEIGHT = 58, GAP_X = 50, GAP_Y = 14;
const KINDS = ["covered", "partial", "delegated", "review", "gap", "exempt"];
const picture = document.getElementById("picture");
const rows = [...document.querySelectorAll("#branches tbody tr")].map((row) => row.dataset);

const root = d3.stratify().id((row) => row.iri).parentId((row) => row.upper || null)(rows);
picture.hidden = false;
const WIDTH = Math.min(250, Math.max(180, (picture.clientWidth - 20) / (root.height + 1) - GAP_X));
d3.tree().nodeSize([HEIGHT + GAP_Y, WIDTH + GAP_X])(root);
const places = new Map(root.descendants().map((node) => [node.id, node]));
const top = d3.min(places.values(), (node) => node.x);
const height = d3.max(places.values(), (node) => node.x) - top + HEIGHT + 20;
const width = (root.height + 1) * (WIDTH + GAP_X) - GAP_X + 20;

const svg = d3.create("svg").attr("width", width).attr("height", height)
  .attr("viewBox", [-10, top - 10, width, height]);

const along = d3.linkHorizontal().x(([x]) => x).y(([, y]) => y);
const draw = (upper, lower) => along({ source: [upper.y + WIDTH, upper.x + HEIGHT / 2], target: [lower.y, lower.x + HEIGHT / 2] });
svg.append("g").attr("class", "links").selectAll("path").data(root.links()).join("path")
  .attr("d", ({ source, target }) => draw(source, target));
svg.append("g").attr("class", "links also").selectAll("path")
  .data(root.descendants().flatMap((node) => node.data.also.split(" ").map((iri) => [places.get(iri), node]).filter(([upper]) => upper)))
  .join("path").attr("d", ([upper, lower]) => draw(upper, lower));

const plans = svg.append("g").selectAll("a").data(root.descendants()).join("a")
  .attr("href", (node) => node.data.address || null)
  .attr("class", (node) => `plan ${node.data.absent}`)
  .attr("aria-label", (node) => describe(node.data))
  .attr("transform", (node) => `translate(${node.y},${node.x})`);
plans.append("title").text((node) => describe(node.data));
plans.append("rect").attr("class", "frame").attr("width", WIDTH).attr("height", HEIGHT).attr("rx", 6);
plans.append("text").attr("x", 10).attr("y", 20).attr("class", "number").text((node) => cut(number(node.data.label), WIDTH / 12));
plans.append("text").attr("x", 10).attr("y", 38).attr("class", "issuer").text((node) => cut(issuer(node.data), WIDTH / 7));
const judged = plans.filter((node) => node.data.counts);
judged.append("text").attr("x", WIDTH - 10).attr("y", 20).attr("class", "share").text((node) => node.data.strict);
judged.each(function drawBar(node) {
  const counts = node.data.counts.split(" ").map(Number);
  const scale = d3.scaleLinear([0, d3.sum(counts)], [0, WIDTH - 20]);
  let at = 0;
  const parts = counts.map((count, place) => ({ kind: KINDS[place], x: scale(at), width: scale((at += count)) - scale(at - count) }));
  d3.select(this).append("g").selectAll("rect").data(parts.filter((part) => part.width)).join("rect")
    .attr("class", (part) => part.kind).attr("x", (part) => 10 + part.x).attr("y", HEIGHT - 12).attr("height", 7)
    .attr("width", (part) => part.width);
});

picture.replaceChildren(svg.node());

function describe(row) {
  const coverage = row.strict ? `, ${picture.dataset.strict} ${row.strict}` : "";
  return row.label + (row.absent ? `, ${picture.dataset.absent}` : coverage);
}

function number(label) {
  return label.match(/\S*\d\S*\/\S+/)?.[0] ?? label;
}

function issuer(row) {
  return row.absent ? picture.dataset.absent : (row.label.match(/ của (.+)$/)?.[1] ?? row.level);
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
