// Draws the chart that an element describes in `data-chart`; see pages/call-chart.tsx.

let library = null;

/** uPlot, with its styles, once. */
function load({ library: script, styles }) {
  library ??= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: styles });
    const element = Object.assign(document.createElement('script'), { src: script });
    element.addEventListener('load', () => resolve(window.uPlot));
    element.addEventListener('error', reject);
    document.head.append(link, element);
  });
  return library;
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const HEIGHT = 240;
/** Whole numbers: nobody calls half. */
const STEPS = [0, 1, 2, 3, 4, 5, 6].flatMap((power) => [1, 2, 5].map((step) => step * 10 ** power));
/** Of the place of a bar. */
const BAR_SHARE = 0.7;
const BAR_MOST_PIXELS = 40;

export async function enrich(element) {
  if (element.dataset.drawn !== undefined) return;
  element.dataset.drawn = '';
  const uPlot = await load(element.dataset);
  const drawing = JSON.parse(element.dataset.chart);
  let plot = null;
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(optionsOf(uPlot, drawing, element), dataOf(drawing), element);
  };
  draw();
  dark.addEventListener('change', draw);
  const resized = new ResizeObserver(() => {
    if (element.isConnected) return plot.setSize({ width: element.clientWidth, height: HEIGHT });
    resized.disconnect();
    dark.removeEventListener('change', draw);
    plot.destroy();
  });
  resized.observe(element);
}

/** What uPlot draws on its canvas is no style of the page: colours are looked up, as they are now. */
function colorOf(element, name) {
  const probe = Object.assign(document.createElement('span'), { hidden: true });
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function dataOf({ labels, series }) {
  return [labels.map((_, index) => index), ...series.map(({ values }) => values)];
}

function optionsOf(uPlot, { axis: what, labels, series }, element) {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const [quiet, line] = [colorOf(element, '--quiet'), colorOf(element, '--line')];
  const axis = { stroke: quiet, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: () => [-0.5, labels.length - 0.5] },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 64,
        incrs: [1, 2, 3, 4, 6, 7, 14],
        values: (_, splits) => splits.map((at) => labels[at] ?? ''),
      },
      { ...axis, size: 56, incrs: STEPS, values: (_, splits) => splits.map((at) => number.format(at)) },
    ],
    series: [
      { label: what, value: (_, at) => labels[at] ?? '–' },
      ...series.map(({ title, color }) => ({
        label: title,
        fill: colorOf(element, color),
        width: 0,
        paths: uPlot.paths.bars({ size: [BAR_SHARE, BAR_MOST_PIXELS] }),
        points: { show: false },
        value: (_, count) => (count === null ? '–' : number.format(count)),
      })),
    ],
  };
}
