import { z } from 'zod';
import { PERIOD_UNITS } from '../../../core/report-period.ts';
import { consentJson, creditEntryJson, lineJson } from '../../../services/as-json.ts';
import { reportScorecard } from '../../../services/report-scorecard.ts';
import { scorecardJson } from '../../../services/scorecard-json.ts';
import { showConsent } from '../../../services/show-consent.ts';
import { creditHistory, showCredits } from '../../../services/show-credits.ts';
import { listLines, showLine } from '../../../services/show-line.ts';
import { operation } from '../operation.ts';
import { cursorTo, idPlace, limit, pageOf } from '../page.ts';
import { next, text } from '../shapes/basics.ts';
import { Consent, CreditEntry, Credits, Me, Report } from '../shapes/business.ts';
import { Line } from '../shapes/lines.ts';

const number = z.object({ number: z.string().regex(/^\+\d{4,15}$/) });
const words = text.max(64);

const reportQuery = z.strictObject({
  month: words.optional().describe('As in `2026-11`; this one where nothing is said.'),
  week: words.optional().describe('As in `2026-W45`, or any day of it.'),
  day: words.optional().describe('As in `2026-11-03`.'),
  from: words.optional().describe('From this day on.'),
  to: words.optional().describe('Until the end of this day.'),
  by: z.enum(PERIOD_UNITS).optional().describe('The figures of each of its days, weeks or months too.'),
  line: words.optional().describe('Of one line, by its number.'),
  owner: words.optional().describe('Of the leads that this person owns now.'),
});

export const BUSINESS_OPERATIONS = [
  operation({
    method: 'GET',
    path: '/api/v1/me',
    id: 'whoAmI',
    summary: 'As whom the token acts',
    answer: z.object({ me: Me }),
    perform: ({ user: { name, role }, scope }) => ({ me: { name, role, scope } }),
  }),
  operation({
    method: 'GET',
    path: '/api/v1/credits',
    id: 'showCredits',
    summary: 'The credits left, and how long they last',
    answer: z.object({ credits: Credits }),
    perform: ({ store, now }) => ({ credits: showCredits(store, now) }),
  }),
  operation({
    method: 'GET',
    path: '/api/v1/credits/entries',
    id: 'listCreditEntries',
    summary: 'The ledger of credits, newest first',
    query: z.strictObject({ limit, cursor: cursorTo(idPlace) }),
    answer: z.object({ entries: z.array(CreditEntry), next }),
    perform({ store, query: { limit, cursor } }) {
      const { page, next } = pageOf(creditHistory(store, limit + 1, cursor), limit, (last) => last.id);
      return { entries: page.map(creditEntryJson), next };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/report',
    id: 'showReport',
    summary: 'The scorecard: calls, misses, texts, replies, jobs',
    query: reportQuery,
    answer: z.object({ report: Report }),
    perform({ store, business, now, query }) {
      const { by = null, line = null, owner = null, month, week, day, from, to } = query;
      const period = given({ month, week, day, from, to });
      const card = reportScorecard(store, { period, by, line, owner }, business, now);
      return card.kind === 'scorecard' ? { report: scorecardJson(card) } : card;
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/lines',
    id: 'listLines',
    summary: 'The lines in service, by number',
    query: z.strictObject({ limit, cursor: cursorTo(text) }),
    answer: z.object({ lines: z.array(Line), next }),
    perform({ store, query: { limit, cursor } }) {
      const { page, next } = pageOf(listLines(store, limit + 1, cursor), limit, (last) => last.number);
      return { lines: page.map(lineJson), next };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/lines/{number}',
    id: 'showLine',
    summary: 'All settings of a line',
    params: number,
    answer: z.object({ line: Line }),
    perform({ store, business, params }) {
      const shown = showLine(store, params.number, business.country);
      return shown.kind === 'line' ? { line: lineJson(shown.line) } : shown;
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/consents/{number}',
    id: 'showConsent',
    summary: 'Whether a number may be texted, and every change of that',
    params: number,
    query: z.strictObject({ limit }),
    answer: z.object({ consent: Consent }),
    perform({ store, business, params, query }) {
      const shown = showConsent(store, params.number, query.limit, business.country);
      if (shown.kind !== 'consent') return shown;
      return { consent: { ...shown.consent, history: shown.consent.history.map(consentJson) } };
    },
  }),
];

/** Without what is not said. */
function given(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
