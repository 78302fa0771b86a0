import { heatStep } from '../core/heat-step.ts';
import type { PageShape } from './format.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** From none to most, told by how much ink there is. */
const SHADES = ['·', '░', '▒', '▓', '█'] as const;
/** The same in xterm's 256 colours, dark to bright. */
const COLORS = [236, 24, 31, 178, 208, 196] as const;
/** Widths of one cell that may be: two characters an hour, one, or one for three hours. */
const LAYOUTS = [
  { hours: 1, width: 2 },
  { hours: 1, width: 1 },
  { hours: 3, width: 1 },
] as const;
const LABEL = 4;

/**
 * Days by hours, the darker the fewer. In colour on a terminal that has it, else in shades; as wide as there is room.
 * @param week seven days of 24 hours
 */
export function heatMap(week: readonly (readonly number[])[], { columns, color }: PageShape): string {
  const layout =
    LAYOUTS.find(({ hours, width }) => LABEL + (24 / hours) * width <= columns) ??
    LAYOUTS[LAYOUTS.length - 1];
  if (layout === undefined) return '';
  const days = week.map((hours) => sumEach(hours, layout.hours));
  const most = Math.max(0, ...days.flat());
  const cell = (count: number) => (color ? colored : shaded)(count, most, layout.width);
  const rows = days.map((cells, day) => `${(DAYS[day] ?? '').padEnd(LABEL)}${cells.map(cell).join('')}`);
  return [
    `${' '.repeat(LABEL)}${scale(layout)}`,
    ...rows.map((row) => row.trimEnd()),
    legend(most, layout.hours, color),
    '',
  ].join('\n');
}

function sumEach(hours: readonly number[], size: number): number[] {
  const sums: number[] = [];
  for (let first = 0; first < hours.length; first += size) {
    sums.push(hours.slice(first, first + size).reduce((sum, count) => sum + count, 0));
  }
  return sums;
}

/** The hours above their columns, every sixth. */
function scale({ hours, width }: { readonly hours: number; readonly width: number }): string {
  const every = (6 / hours) * width;
  return ['0', '6', '12', '18']
    .map((hour) => hour.padEnd(every))
    .join('')
    .trimEnd();
}

function shaded(count: number, most: number, width: number): string {
  return (SHADES[heatStep(count, most, SHADES.length)] ?? ' ').repeat(width);
}

function colored(count: number, most: number, width: number): string {
  return `\u001b[48;5;${COLORS[heatStep(count, most, COLORS.length)] ?? 0}m${' '.repeat(width)}\u001b[0m`;
}

function legend(most: number, hours: number, color: boolean): string {
  if (most === 0) return 'none';
  const from = color ? colored(0, most, 2) : SHADES[0];
  const to = color ? colored(most, most, 2) : SHADES[SHADES.length - 1];
  const cell = hours === 1 ? 'an hour of the week' : `${hours} hours of the week`;
  return `${from} 0   ${to} ${most.toLocaleString('en-US')} in ${cell}`;
}
