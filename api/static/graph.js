// The neighbourhood as a picture to walk in, drawn from the lists of the page: what they do not say is not drawn.

// cytoscape would add a style element of its own, which the content policy forbids; what it says is in coverage.css.
const mark = document.createElement("meta");
mark.id = "__________cytoscape_stylesheet";
document.head.append(mark);
const { default: cytoscape } = await import("./cytoscape.min.js");

const picture = document.getElementById("picture");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const nodes = [...document.querySelectorAll("#nodes li")].map(({ dataset }) => ({
  data: { id: dataset.iri, ...dataset },
  classes: `${dataset.absent} ${dataset.depth === "0" ? "start" : ""} ${dataset.role}`,
}));
const edges = new Map();
for (const { dataset } of document.querySelectorAll("#edges tbody tr[data-source]")) {
  const id = `${dataset.source} ${dataset.target}`;
  const relation = edges.has(id) ? `${edges.get(id).data.relation}, ${dataset.relation}` : dataset.relation;
  edges.set(id, { data: { ...dataset, id, relation } });
}

const style = () => [
  { selector: "node", style: {
    "label": "data(name)", "color": colour("ink"), "background-color": colour("quiet"), "font-size": 11, "width": 18, "height": 18,
    "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 4,
    "text-outline-color": colour("sheet"), "text-outline-width": 2,
  } },
  { selector: "node.plan", style: { "shape": "round-rectangle", "background-color": colour("accent") } },
  { selector: "node.absent", style: { "background-color": colour("sheet"), "border-width": 2, "border-style": "dashed", "border-color": colour("edge") } },
  { selector: "node.start", style: { "width": 30, "height": 30, "font-size": 13, "font-weight": "bold", "border-width": 4, "border-color": colour("focus") } },
  { selector: "edge", style: {
    "width": 1.2, "line-color": colour("edge"), "target-arrow-color": colour("edge"), "target-arrow-shape": "triangle",
    "curve-style": "bezier", "font-size": 9, "color": colour("quiet"), "text-rotation": "autorotate",
    "text-outline-color": colour("sheet"), "text-outline-width": 2, "label": edges.size <= 40 ? "data(relation)" : "",
  } },
  { selector: "edge.near", style: { "width": 2.5, "line-color": colour("link"), "target-arrow-color": colour("link"), "label": "data(relation)" } },
];

picture.parentElement.hidden = false;
const still = { animate: false, padding: 30 };
const graph = cytoscape({
  container: picture,
  elements: { nodes, edges: [...edges.values()] },
  style: style(),
  layout: { name: "concentric", concentric: (node) => -node.data("depth"), levelWidth: () => 1, minNodeSpacing: 70, ...still },
  minZoom: 0.2, maxZoom: 3,
});
if (nodes.length <= 120) {
  graph.layout({
    name: "cose", randomize: false, nodeDimensionsIncludeLabels: true, nodeRepulsion: () => 500000, idealEdgeLength: () => 90,
    edgeElasticity: () => 300, gravity: 0.4, numIter: 2500, ...still,
  }).run();
}
graph.nodes().style("font-size", Math.min(26, 12 / graph.zoom()));
graph.edges().style("font-size", Math.min(22, 10 / graph.zoom()));
graph.on("tap", "node", ({ target }) => location.assign(target.data("address")));
graph.on("mouseover", "node", ({ target }) => {
  target.connectedEdges().addClass("near");
  document.getElementById("chosen").textContent = target.data("label");
});
graph.on("mouseout", "node", ({ target }) => target.connectedEdges().removeClass("near"));
document.querySelector(".zoom").addEventListener("click", ({ target }) => {
  const factor = Number(target.dataset.zoom);
  if (factor) graph.zoom({ level: graph.zoom() * factor, renderedPosition: { x: picture.clientWidth / 2, y: picture.clientHeight / 2 } });
  else graph.fit(undefined, 30);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(style()));
