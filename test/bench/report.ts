import { cpus, loadavg, release } from 'node:os';
import Table from 'cli-table3';
import { type Figure, type FigureSet, MEANINGS } from './figures.ts';
import { MODES } from './test-bed.ts';

/** One row for each figure and subject, for a person. */
export function figureTable(figures: FigureSet): string {
  const table = new Table({
    head: ['', 'unit', 'of', 'p50', 'p95', 'p99', 'max', 'samples'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const [key, { title, unit }] of Object.entries(MEANINGS)) {
    for (const mode of MODES) {
      const figure = figures[key]?.[mode];
      if (figure !== undefined) table.push([title, unit, mode, ...cells(figure)]);
    }
  }
  return table.toString();
}

/** The object of `--json`: each key by subject, a number or `{p50, p95, p99}`. */
export function figureJson(figures: FigureSet): string {
  const printed = Object.entries(figures).map(([key, bySubject]) => [
    key,
    Object.fromEntries(Object.entries(bySubject).map(([subject, figure]) => [subject, plain(figure)])),
  ]);
  return JSON.stringify(Object.fromEntries(printed));
}

/** What the figures were measured on; the load tells how much else the machine did. */
export function describeMachine(asterisk: string): string {
  const model = cpus()[0]?.model ?? 'unknown CPU';
  const load = loadavg().map((value) => value.toFixed(2));
  return `${new Date().toISOString()}, ${asterisk}, Node ${process.versions.node}, Linux ${release()}, ${cpus().length} × ${model}, load average ${load.join(' ')}`;
}

function cells(figure: Figure): readonly string[] {
  if (typeof figure === 'number') return [shown(figure), '', '', '', ''];
  const { p50, p95, p99, max, samples } = figure;
  return [...[p50, p95, p99, max].map(shown), String(samples)];
}

function plain(figure: Figure): unknown {
  if (typeof figure === 'number') return rounded(figure);
  return { p50: rounded(figure.p50), p95: rounded(figure.p95), p99: rounded(figure.p99) };
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
