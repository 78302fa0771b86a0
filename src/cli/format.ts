import { styleText } from 'node:util';
import Table from 'cli-table3';
import { DateTime } from 'luxon';
import type { Millis } from '../core/clock.ts';
import { type Country, formatPhone } from '../core/phone.ts';
import { onOneLine } from './harmless.ts';

/** How things are written for people. */
export interface Format {
  /** A phone number; anything else stays as it is. */
  phone(e164: string): string;
  /** In the business's time zone. */
  time(at: Millis): string;
  /** `1 call`, `2,000 calls`. */
  count(n: number, noun: string): string;
  /** Fit to the terminal's width. `''` for no rows. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string;
  /** One labelled value a line. */
  fields(pairs: readonly (readonly [label: string, value: string])[]): string;
  heading(text: string): string;
  /** On one line, harmless to a terminal. */
  line(text: string): string;
}

export interface Page {
  readonly country: Country;
  readonly timeZone: string;
  readonly columns: number;
  readonly color: boolean;
}

export type PageShape = Pick<Page, 'columns' | 'color'>;

const GAP = 2;
/** A column is not made narrower for the sake of the others. */
const LEAST_WIDTH = 8;

export function createFormat({ country, timeZone, columns, color }: Page): Format {
  const heading = (text: string) => (color ? styleText('bold', text, { validateStream: false }) : text);
  return {
    phone: (e164) => formatPhone(e164, country),
    time: (at) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm:ss'),
    count: (n, noun) => `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`,
    heading,
    line: onOneLine,
    table(head, rows) {
      if (rows.length === 0) return '';
      const cells = rows.map((row) => row.map(onOneLine));
      const widths = fitWidths([head, ...cells], columns);
      if (widths === null) return cells.map((row) => stacked(head, row, columns)).join('\n');
      const table = new Table({
        head: head.map(heading),
        colWidths: widths.map((width) => width + GAP),
        wordWrap: true,
        chars: NO_BORDERS,
        style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
      });
      table.push(...cells.map((row) => row.map((cell, column) => breakWords(cell, widths[column] ?? 1))));
      return trimEnds(table.toString());
    },
    fields(pairs) {
      if (pairs.length === 0) return '';
      const width = Math.max(...pairs.map(([label]) => label.length)) + GAP;
      return trimEnds(pairs.map(([label, value]) => `${label.padEnd(width)}${onOneLine(value)}\n`).join(''));
    },
  };
}

/** The day that clocks of a time zone show at `at`. */
export function dayText(at: Millis, timeZone: string): string {
  return DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

const NO_BORDERS = Object.fromEntries(
  [
    ...['top', 'bottom'].flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`]),
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((part) => [part, '']),
);

/** A row on so narrow a terminal that a table does not fit: one labelled value under the other. */
function stacked(head: readonly string[], row: readonly string[], columns: number): string {
  const width = Math.max(...head.map((label) => label.length)) + GAP;
  const room = Math.max(LEAST_WIDTH, columns - width);
  const lines = row.flatMap((cell, column) =>
    cell === ''
      ? []
      : wrap(cell, room).map(
          (part, index) => `${(index === 0 ? (head[column] ?? '') : '').padEnd(width)}${part}\n`,
        ),
  );
  return trimEnds(lines.join(''));
}

/** At blanks, where there are any. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of breakWords(text, width).split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}

/** Words that are wider than their column go on below, where they would be cut off. */
function breakWords(text: string, width: number): string {
  return text.replace(new RegExp(`\\S{${width}}(?=\\S)`, 'gu'), '$&\n');
}

/** The widest columns give way until all fit, each line of text wrapped within its column; null where they cannot. */
function fitWidths(rows: readonly (readonly string[])[], columns: number): number[] | null {
  const widths = (rows[0] ?? []).map((_head, column) =>
    Math.max(1, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const total = () => widths.reduce((sum, width) => sum + width + GAP, 0) - GAP;
  while (total() > columns) {
    const widest = Math.max(...widths);
    if (widest <= LEAST_WIDTH) return null;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function trimEnds(text: string): string {
  return text.replace(/[ ]+$/gm, '').replace(/\n*$/, '\n');
}
