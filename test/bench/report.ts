import { cpus, loadavg, release } from 'node:os';
import Table from 'cli-table3';
import { type Figure, type FigureSet, MEANINGS, SUBJECTS } from './figures.ts';

const COLUMNS = ['', 'unit', 'of', 'p50', 'p95', 'p99', 'max', 'samples'] as const;

/** One row for each figure and subject, for a person. */
export function figureTable(figures: FigureSet): string {
  const table = new Table({
    head: [...COLUMNS],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const row of rows(figures)) table.push([...row]);
  return table.toString();
}

/** The same for BENCHMARKS.md: when and where, then the table. */
export function figureMarkdown(figures: FigureSet, command: string, machine: readonly string[]): string {
  const lines = rows(figures).map((row) => `| ${row.map((cell) => cell.trim()).join(' | ')} |`);
  return `\`${command}\`, ${machine.join('; ')}

| ${COLUMNS.join(' | ')} |
|---|---|---|--:|--:|--:|--:|--:|
${lines.join('\n')}
`;
}

/** The object of `--json`: each key by subject, a number or `{p50, p95, p99}`. */
export function figureObject(figures: FigureSet): Readonly<Record<string, unknown>> {
  const printed = Object.entries(figures).map(([key, bySubject]) => [
    key,
    Object.fromEntries(Object.entries(bySubject).map(([subject, figure]) => [subject, plain(figure)])),
  ]);
  return Object.fromEntries(printed);
}

/** What the figures were measured on; the load tells how much else the machine did. */
export function describeMachine(asterisk: string): string {
  const model = cpus()[0]?.model ?? 'unknown CPU';
  const load = loadavg().map((value) => value.toFixed(2));
  return `${new Date().toISOString()}, ${asterisk}, Node ${process.versions.node}, Linux ${release()}, ${cpus().length} × ${model}, load average ${load.join(' ')}`;
}

function rows(figures: FigureSet): readonly (readonly string[])[] {
  return Object.entries(MEANINGS).flatMap(([key, { title, unit }]) =>
    SUBJECTS.flatMap((subject) => {
      const figure = figures[key]?.[subject];
      return figure === undefined ? [] : [[title, unit, subject, ...cells(figure)]];
    }),
  );
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
