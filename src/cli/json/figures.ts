import { z } from 'zod';
import { FIGURE_NAMES, FIGURES, FUNNEL } from '../../core/report-figures.ts';
import { flag, maybeText, number, phone, text, time } from './basics.ts';

const measured = z.object(
  Object.fromEntries(
    FIGURE_NAMES.map((name) => [name, z.nullable(z.number()).describe(FIGURES[name].title)]),
  ),
);
const PERIOD = z.object({ name: text, from: time, to: time, figures: measured });
const hours = z.array(z.array(number)).describe('by day, from Monday, and hour');

export const SCORECARD = PERIOD.extend({
  timeZone: text,
  isUnderWay: flag,
  line: z.nullable(z.object({ number: phone, name: text })),
  owner: maybeText,
  before: PERIOD,
  pieces: z.array(PERIOD),
  funnel: z.object(
    Object.fromEntries(Object.entries(FUNNEL).map(([step, means]) => [step, number.describe(means)])),
  ),
  responses: z.array(z.object({ title: text, count: number })),
  open: number.describe('misses that nobody has responded to yet'),
  week: z.object({ calls: hours, missed: hours }),
});
