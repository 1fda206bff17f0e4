// Charts by Vega-Lite. Specs are written here; only figures come from the page. The interpreter of expressions stands in
// for compiled code, which the Content-Security-Policy forbids.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const colour = window.sayso.colour;
  const family = ['asserted', 'alleged', 'denied', 'not-yet'];
  const units = {
    day: { timeUnit: 'utcyearmonthdate', format: '%-d %b', length: 864e5 },
    month: { timeUnit: 'utcyearmonth', format: '%b %Y', length: 30.4 * 864e5 },
    year: { timeUnit: 'utcyear', format: '%Y', length: 365.25 * 864e5 },
  };
  // A time axis with room for a dozen bars, so that one busy month does not fill the page.
  const time = (rows, unit) => {
    const { timeUnit, format, length } = units[unit];
    const days = rows.map((row) => Date.parse(row.start));
    let [low, high] = [Math.min(...days), Math.max(...days) + length];
    const spare = Math.max(0, 12 * length - (high - low)) / 2;
    // As records of year, month and day: what Vega-Lite takes for the ends of a time axis.
    const end = (moment) => {
      const day = new Date(moment);
      return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, date: day.getUTCDate(), utc: true };
    };
    [low, high] = [end(low - spare), end(high + spare)];
    return {
      field: 'start', timeUnit, type: 'temporal', bandPosition: 0.5, scale: { type: 'utc', domain: [low, high] },
      axis: { title: null, format, labelOverlap: true, grid: false, tickCount: 10 },
    };
  };

  const pale = (rgb, share) => rgb.replace('rgb(', 'rgba(').replace(')', `, ${share})`);
  // One legend for all that tells the four standings apart.
  const byFamily = (range) => ({
    field: 'family', type: 'nominal', title: null, scale: { type: 'ordinal', domain: family, range },
    legend: { orient: 'top', labelExpr: "datum.label == 'not-yet' ? 'not yet' : datum.label" },
  });
  const specs = {
    standings: (rows, element) => ({
      data: { values: rows.map((row) => ({ ...row, rank: family.indexOf(row.family), told: row.family.replace('-', ' ') })) },
      mark: { type: 'bar', cornerRadius: 1 },
      encoding: {
        x: time(rows, element.dataset.unit),
        y: { aggregate: 'sum', field: 'claims', title: 'claims' },
        // Never colour alone: full, pale and dashed, half with a thick line, hollow and dotted.
        fill: byFamily(family.map((name, number) => pale(colour(name), [1, 0.3, 0.55, 0.06][number]))),
        stroke: byFamily(family.map(colour)), strokeDash: byFamily([[1, 0], [4, 3], [1, 0], [1.5, 2]]),
        strokeWidth: { ...byFamily([1, 1.5, 2.5, 1.5]), type: 'ordinal', sort: family },
        order: { field: 'rank' },
        tooltip: [
          { field: 'start', type: 'temporal', timeUnit: units[element.dataset.unit].timeUnit, title: element.dataset.unit, format: units[element.dataset.unit].format },
          { field: 'told', title: 'stands' }, { field: 'claims', aggregate: 'sum', title: 'claims' },
        ],
      },
    }),
    dyad: (rows, element) => ({
      data: {
        values: rows.map((row) => ({
          ...row,
          signed: row.quad <= 2 ? row.claims : -row.claims,
          contest: row.contested ? 'contested' : 'plain',
          contest_rank: row.contested ? 1 : 0,
          rank: [2, 1, 4, 3].indexOf(row.quad) * 2 + (row.contested ? 1 : 0),
          link: `${element.dataset.dyad}&at=${row.start}&quad=${row.quad}&contested=${row.contested ? 'yes' : 'no'}#behind`,
        })),
      },
      mark: { type: 'bar', cornerRadius: 1, strokeWidth: 1.5, cursor: 'pointer' },
      encoding: {
        x: time(rows, element.dataset.unit),
        y: { field: 'signed', type: 'quantitative', title: 'conflict · claims · cooperation', axis: { labelExpr: 'abs(datum.value)', tickMinStep: 1 } },
        color: { field: 'quad', type: 'nominal', legend: null, scale: { domain: [1, 2, 3, 4], range: ['coop-pale', 'coop', 'conf-pale', 'conf'].map(colour) } },
        stroke: { field: 'quad', type: 'nominal', legend: null, scale: { domain: [1, 2, 3, 4], range: ['coop-pale', 'coop', 'conf-pale', 'conf'].map(colour) } },
        strokeDash: { field: 'contest', legend: null, scale: { domain: ['plain', 'contested'], range: [[1, 0], [4, 3]] } },
        fillOpacity: { field: 'contest_rank', type: 'ordinal', legend: null, scale: { domain: [0, 1], range: [1, 0.12] } },
        order: { field: 'rank' },
        href: { field: 'link' },
        tooltip: [
          { field: 'start', type: 'temporal', timeUnit: units[element.dataset.unit].timeUnit, title: element.dataset.unit, format: units[element.dataset.unit].format },
          { field: 'kind', title: 'what' }, { field: 'contest', title: 'how' }, { field: 'claims', title: 'claims' },
        ],
      },
    }),
  };

  const config = () => ({
    background: null,
    font: getComputedStyle(document.body).fontFamily,
    view: { stroke: null },
    bar: { continuousBandSize: 24 },
    axis: { labelColor: colour('soft'), titleColor: colour('soft'), domainColor: colour('line'), tickColor: colour('line'), gridColor: colour('line'), labelFontSize: 11, titleFontWeight: 'normal' },
    legend: { labelColor: colour('ink'), labelFontSize: 12, symbolType: 'square' },
  });

  // The tooltip as text in an element of ours: nothing of it is markup.
  function tip(element) {
    const box = document.createElement('div');
    box.className = 'tip';
    box.hidden = true;
    document.body.append(box);
    return (_handler, event, _item, value) => {
      box.hidden = !value;
      if (!value) return;
      box.textContent = Object.entries(value).map(([name, each]) => `${name}: ${each}`).join(' · ');
      box.style.left = `${Math.min(event.pageX + 12, scrollX + innerWidth - box.offsetWidth - 12)}px`;
      box.style.top = `${event.pageY + 14}px`;
    };
  }

  for (const element of document.querySelectorAll('[data-chart]')) {
    const rows = window.sayso.data(element.parentElement.querySelector('.chart-data'));
    const tooltip = tip(element);
    const draw = async () => {
      if (!element.clientWidth) return;
      const inner = { width: element.clientWidth - 24, height: element.clientHeight - 24 };
      const spec = {
        $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
        ...specs[element.dataset.chart](rows, element), ...inner, autosize: { type: 'fit', contains: 'padding' }, config: config(),
      };
      const compiled = charts.compile(spec).spec;
      const view = new charts.View(charts.parse(compiled, null, { ast: true }), {
        renderer: 'canvas', expr: charts.expressionInterpreter, logLevel: charts.Warn, tooltip,
      });
      element.replaceChildren();
      await view.initialize(element).hover().runAsync();
    };
    draw();
    window.sayso.onTheme.push(draw);
    let width = element.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(element.clientWidth - width) < 8) return;
      width = element.clientWidth;
      draw();
    }).observe(element);
  }
});
