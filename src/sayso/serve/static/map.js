// The map: outlines by Natural Earth, projected by d3-geo; countries shaded, places as pies of the four standings.
'use strict';
document.addEventListener('DOMContentLoaded', async () => {
  const frame = document.getElementById('map');
  if (!frame) return;
  const { spots, lands } = window.sayso.data(document.getElementById('places'));
  const SVG = 'http://www.w3.org/2000/svg';
  const make = (name, attributes, parent) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent?.append(element);
    return element;
  };
  const claims = (place) => {
    const to = new URL(frame.dataset.claims, location.href);
    to.searchParams.set('place', place);
    return to.pathname + to.search;
  };
  let world;
  try {
    world = await (await fetch(frame.dataset.outlines)).json();
  } catch {
    frame.querySelector('.loading').textContent = 'The outlines did not arrive; the table beneath has the places.';
    return;
  }
  const [width, height] = [960, 480];
  const projection = maps.geoEqualEarth().fitExtent([[4, 4], [width - 4, height - 4]], { type: 'Sphere' });
  const path = maps.geoPath(projection);
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'xMidYMid meet' });
  make('path', { d: path(maps.geoGraticule10()), class: 'graticule' }, svg);
  const by = new Map(lands.map((land) => [land.numeric, land]));
  const most = Math.max(...lands.map((land) => land.claims), 1);
  for (const country of maps.feature(world, world.objects.countries).features) {
    const land = by.get(country.id);
    const shape = make('path', { d: path(country), class: land ? 'land has' : 'land' });
    make('title', {}, shape).textContent = land ? `${country.properties.name}: ${land.claims} claims` : country.properties.name;
    if (land) {
      shape.style.setProperty('--share', `${12 + 58 * Math.sqrt(land.claims / most)}%`);
      const link = make('a', { href: claims(land.code), tabindex: '-1', 'aria-hidden': 'true' }, svg);
      link.append(shape);
    } else svg.append(shape);
  }
  const top = Math.max(...spots.map((spot) => spot.claims), 1);
  const pies = [];
  for (const spot of spots) {
    const at = projection([spot.longitude, spot.latitude]);
    if (!at) continue;
    const link = make('a', { href: claims(spot.name), class: 'spot' }, svg);
    const radius = 3.5 + 9 * Math.sqrt(spot.claims / top);
    const group = make('g', {}, link);
    make('circle', { r: radius + 0.8 }, group);
    let turn = -Math.PI / 2;
    for (const [family, count] of Object.entries(spot.families)) {
      const share = count / spot.claims;
      if (share === 1) { // a whole circle, without the seam of a slice
        make('circle', { r: radius, class: family }, group);
        continue;
      }
      const end = turn + 2 * Math.PI * Math.min(share, 0.9999);
      const point = (angle) => `${radius * Math.cos(angle)} ${radius * Math.sin(angle)}`;
      make('path', { d: `M0 0L${point(turn)}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${point(end)}Z`, class: family }, group);
      turn = end;
    }
    const told = Object.entries(spot.families).map(([family, count]) => `${count} ${family.replace('-', ' ')}`).join(', ');
    make('title', {}, link).textContent = `${spot.name}: ${spot.claims} claims (${told})`;
    pies.push({ group, at });
  }
  frame.replaceChildren(svg);

  // Zoom and pan by the view box; pies keep their size.
  let box = { x: 0, y: 0, w: width, h: height };
  const apply = () => {
    svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.w} ${box.h}`);
    const scale = box.w / width;
    for (const { group, at } of pies) group.setAttribute('transform', `translate(${at[0]} ${at[1]}) scale(${scale ** 0.85})`);
  };
  const zoom = (factor, x = box.x + box.w / 2, y = box.y + box.h / 2) => {
    const w = Math.min(width, Math.max(width / 40, box.w * factor));
    const real = w / box.w;
    box = { x: x - (x - box.x) * real, y: y - (y - box.y) * real, w, h: box.h * real };
    bound();
  };
  const bound = () => {
    box.x = Math.max(-box.w / 4, Math.min(box.x, width - (3 * box.w) / 4));
    box.y = Math.max(-box.h / 4, Math.min(box.y, height - (3 * box.h) / 4));
    apply();
  };
  // Begins where the places are.
  const home = () => {
    if (!pies.length) box = { x: 0, y: 0, w: width, h: height };
    else {
      const xs = pies.map((pie) => pie.at[0]);
      const ys = pies.map((pie) => pie.at[1]);
      const w = Math.min(width, Math.max(260, (Math.max(...xs) - Math.min(...xs)) * 1.3, (Math.max(...ys) - Math.min(...ys)) * 2.6));
      const [x, y] = [(Math.max(...xs) + Math.min(...xs)) / 2 - w / 2, (Math.max(...ys) + Math.min(...ys)) / 2 - w / 4];
      // No sea of nothing beside the world: the edge of the map is the edge of the frame.
      box = { x: Math.max(0, Math.min(x, width - w)), y: Math.max(0, Math.min(y, height - w / 2)), w, h: w / 2 };
    }
    bound();
  };
  const inside = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, ...inside(event));
  }, { passive: false });
  let from = null;
  let moved = false;
  svg.addEventListener('pointerdown', (event) => { from = inside(event); moved = false; });
  svg.addEventListener('pointermove', (event) => {
    if (!from || !event.buttons) return;
    const to = inside(event);
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) > box.w / 300) moved = true;
    box.x -= to[0] - from[0];
    box.y -= to[1] - from[1];
    apply();
  });
  svg.addEventListener('pointerup', () => { from = null; bound(); });
  svg.addEventListener('click', (event) => { if (moved) event.preventDefault(); }, true);
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  for (const button of document.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'home') home();
      else zoom(button.dataset.zoom === 'in' ? 1 / 1.6 : 1.6);
    });
  }
  home();
});
