import { changeOf } from '../core/figure-change.ts';
import { FIGURE_NAMES, FIGURES, type FigureMeaning, type FunnelStep } from '../core/report-figures.ts';
import { RESPONSE_STEPS } from '../core/response-times.ts';
import type { Scorecard } from '../services/report-scorecard.ts';
import { dayText, type Format, type PageShape } from './format.ts';
import { heatMap } from './heat-map.ts';

/** The scorecard for people: figures against those before, the way to a job, how soon, and when. */
export function scorecardPage(card: Scorecard, format: Format, shape: PageShape): string {
  return [
    `${format.heading(title(card))}\n`,
    figureTable(card, format),
    section(format, 'From a miss to a job', bars(funnelRows(card), shape)),
    section(format, 'First response to a miss', bars(responseRows(card), shape)),
    section(format, 'Calls by hour of the week', heatMap(card.week.calls, shape)),
    section(format, 'Missed by hour of the week', heatMap(card.week.missed, shape)),
    card.pieces.length === 0 ? '' : section(format, 'One by one', pieceTable(card, format)),
  ].join('');
}

/** As it is written for people; `–` where there is none. */
export function figureText(value: number | null, { unit }: Pick<FigureMeaning, 'unit'>): string {
  if (value === null) return '–';
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`;
  return unit === 'duration' ? durationText(value) : value.toLocaleString('en-US');
}

function title({ name, before, line, owner, isUnderWay, timeZone }: Scorecard): string {
  const whose = [line === null ? '' : `${line.name}, `, owner === null ? '' : `leads of ${owner}, `].join('');
  return `${whose}${name}${isUnderWay ? ' so far' : ''}, against ${before.name} (${timeZone})`;
}

function figureTable({ figures, before, isUnderWay }: Scorecard, format: Format): string {
  const rows = FIGURE_NAMES.map((name) => {
    const meaning = FIGURES[name];
    const [value, previous] = [figures[name], before.figures[name]];
    return [
      meaning.title,
      figureText(value, meaning),
      figureText(previous, meaning),
      change(value, previous, meaning),
    ];
  });
  return format.table(['', isUnderWay ? 'So far' : 'Now', 'Before', 'Change'], rows);
}

/** In percent, or in points of a share, and whether that is good news. */
function change(value: number | null, previous: number | null, meaning: FigureMeaning): string {
  const changed = changeOf(value, previous, meaning);
  if (changed === null) return '';
  const { by, isPoints, isBetter } = changed;
  if (by === 0) return 'the same';
  const text = `${by > 0 ? '+' : '−'}${Math.abs(by)} ${isPoints ? 'points' : '%'}`;
  return isBetter === null ? text : `${text}, ${isBetter ? 'better' : 'worse'}`;
}

interface Bar {
  readonly label: string;
  readonly count: number;
}

const FUNNEL_LABELS = {
  missed: 'missed callers',
  texted: 'texted',
  replied: 'replied',
  qualified: 'qualified',
  booked: 'booked',
} as const satisfies Readonly<Record<FunnelStep, string>>;

function funnelRows({ funnel }: Scorecard): { readonly rows: readonly Bar[]; readonly whole: number } {
  const steps = ['missed', 'texted', 'replied', 'qualified', 'booked'] as const;
  return {
    rows: steps.map((step) => ({ label: FUNNEL_LABELS[step], count: funnel[step] })),
    whole: funnel.missed,
  };
}

function responseRows({ responses }: Scorecard): { readonly rows: readonly Bar[]; readonly whole: number } {
  const steps = RESPONSE_STEPS.map(({ title }, step) => ({
    label: title,
    count: responses.counts[step] ?? 0,
  }));
  const rows = [...steps, { label: 'not yet', count: responses.open }];
  return { rows, whole: rows.reduce((sum, { count }) => sum + count, 0) };
}

const LEAST_BAR = 8;

/** A bar for each, as long as its share of the whole; without bars where there is no room. */
function bars(
  { rows, whole }: { readonly rows: readonly Bar[]; readonly whole: number },
  { columns }: PageShape,
): string {
  const label = Math.max(...rows.map((row) => row.label.length));
  const digits = Math.max(...rows.map((row) => row.count.toLocaleString('en-US').length));
  const room = Math.min(40, columns - label - digits - 11);
  const lines = rows.map(({ label: text, count }) => {
    const share = whole === 0 ? 0 : count / whole;
    const numbers = `${count.toLocaleString('en-US').padStart(digits)}  ${`${Math.round(100 * share)} %`.padStart(5)}`;
    const bar = room < LEAST_BAR ? '' : `  ${'█'.repeat(Math.round(share * room))}`;
    return `${text.padEnd(label)}  ${numbers}${bar}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

function pieceTable({ pieces, timeZone }: Scorecard, format: Format): string {
  const shown = ['inbound', 'missed', 'missedRate', 'replies', 'leads', 'booked', 'followUpMs'] as const;
  const rows = pieces.map(({ from, figures }) => [
    dayText(from, timeZone),
    ...shown.map((figure) => figureText(figures[figure], FIGURES[figure])),
  ]);
  return format.table(['From', ...shown.map((figure) => FIGURES[figure].title)], rows);
}

function section(format: Format, heading: string, body: string): string {
  return `\n${format.heading(heading)}\n${body}`;
}

/** In the two largest units: `45 s`, `4 min 12 s`, `3 h 5 min`, `2 d 4 h`. */
function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return pair(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
