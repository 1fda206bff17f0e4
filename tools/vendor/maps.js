// Projection and outlines of the map.
export { geoEqualEarth, geoPath, geoGraticule10 } from 'd3-geo';
export { feature, mesh } from 'topojson-client';
