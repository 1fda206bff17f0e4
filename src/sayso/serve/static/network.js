// The network by Cytoscape.js: solid and blue where a tie is mostly cooperation, dashed and orange where mostly conflict.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const frame = document.getElementById('network');
  if (!frame) return;
  const { nodes, ties } = window.sayso.data(document.getElementById('ties'));
  const colour = window.sayso.colour;
  const most = Math.max(...nodes.map((node) => node.claims), 1);
  const busiest = Math.max(...ties.map((tie) => tie.claims), 1);
  frame.replaceChildren();
  const cy = cytoscape({
    container: frame,
    elements: [
      ...nodes.map((node) => ({ data: { id: `n:${node.key}`, key: node.key, label: node.name, size: 14 + 34 * Math.sqrt(node.claims / most) } })),
      ...ties.map((tie, number) => ({
        data: {
          id: `t:${number}`, source: `n:${tie.actor}`, target: `n:${tie.recipient}`, width: 1 + 6 * Math.sqrt(tie.claims / busiest),
          tie, told: `${tie.cooperation} cooperation, ${tie.conflict} conflict`,
        },
        classes: tie.conflict > tie.cooperation ? 'conflict' : 'cooperation',
      })),
    ],
    layout: { name: 'cose', animate: false, randomize: false, nodeRepulsion: () => 9e5, idealEdgeLength: () => 120, edgeElasticity: () => 200, gravity: 0.5, numIter: 2000, padding: 30, componentSpacing: 90, nodeOverlap: 40 },
    minZoom: 0.2, maxZoom: 4,
  });
  const style = () => cy.style([
    { selector: 'node', style: { label: 'data(label)', width: 'data(size)', height: 'data(size)', 'background-color': colour('accent-sunk'), 'border-width': 1.5, 'border-color': colour('accent'), color: colour('ink'), 'font-size': 12, 'font-family': 'sans-serif', 'text-valign': 'bottom', 'text-margin-y': 3, 'text-max-width': 200, 'text-outline-width': 2, 'text-outline-color': colour('raised'), 'min-zoomed-font-size': 7 } },
    { selector: 'edge', style: { width: 'data(width)', 'curve-style': 'bezier', 'target-arrow-shape': 'triangle', 'arrow-scale': 0.9, opacity: 0.8 } },
    { selector: '.cooperation', style: { 'line-color': colour('coop'), 'target-arrow-color': colour('coop') } },
    { selector: '.conflict', style: { 'line-color': colour('conf'), 'target-arrow-color': colour('conf'), 'line-style': 'dashed' } },
    { selector: '.faded', style: { opacity: 0.12 } },
  ]);
  style();
  // The layout comes out about as wide as high; drawn out to the frame's own shape it leaves nothing of it empty.
  const box = cy.nodes().boundingBox({ includeLabels: false });
  const stretch = (frame.clientWidth / frame.clientHeight) / (box.w / Math.max(box.h, 1));
  for (const node of cy.nodes()) {
    const { x, y } = node.position();
    node.position(stretch > 1 ? { x: x * Math.min(stretch, 2.5), y } : { x, y: y * Math.min(1 / stretch, 2.5) });
  }
  cy.fit(undefined, 36);
  // Names keep their size on the screen, however large the network.
  const names = () => {
    const scale = 1 / Math.max(cy.zoom(), 0.2);
    cy.style().selector('node').style({ 'font-size': 12 * scale, 'text-margin-y': 4 * scale, 'text-outline-width': 2 * scale }).update();
  };
  names();
  cy.on('zoom', names);
  window.sayso.onTheme.push(() => { style(); names(); });
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);
  const tell = (text, event) => {
    const where = frame.getBoundingClientRect();
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = `${where.left + scrollX + event.renderedPosition.x + 12}px`;
    tip.style.top = `${where.top + scrollY + event.renderedPosition.y + 12}px`;
  };
  cy.on('mouseover', 'node', (event) => {
    cy.elements().difference(event.target.closedNeighborhood()).addClass('faded');
    tell(event.target.data('label'), event);
  });
  cy.on('mouseover', 'edge', (event) => {
    tell(`${event.target.source().data('label')} → ${event.target.target().data('label')}: ${event.target.data('told')}`, event);
  });
  cy.on('mouseout', 'node, edge', () => { cy.elements().removeClass('faded'); tip.hidden = true; });
  cy.on('tap', 'node', (event) => { location.href = `/actor?who=${encodeURIComponent(event.target.data('key'))}`; });
  cy.on('tap', 'edge', (event) => {
    const to = new URL('/claims', location.href);
    for (const [name, value] of new URLSearchParams(location.search)) if (!['by', 'most', 'with'].includes(name)) to.searchParams.set(name, value);
    to.searchParams.set('actor', event.target.data('tie').actor);
    to.searchParams.set('recipient', event.target.data('tie').recipient);
    location.href = to;
  });
});
