import type { Millis } from '../../src/core/clock.ts';
import type { PeriodUnit, PeriodWanted } from '../../src/core/report-period.ts';
import { findLead } from '../../src/services/find-lead.ts';
import { leadBoard } from '../../src/services/lead-board.ts';
import { listAudit } from '../../src/services/list-audit.ts';
import { listInbox } from '../../src/services/list-inbox.ts';
import { type LeadFilter, listLeads } from '../../src/services/list-leads.ts';
import { listTags } from '../../src/services/list-tags.ts';
import { reportScorecard } from '../../src/services/report-scorecard.ts';
import { type CallQuestion, searchCalls } from '../../src/services/search-calls.ts';
import { searchLeads } from '../../src/services/search-leads.ts';
import { listCalls, showCall } from '../../src/services/show-call.ts';
import { listConsentPage } from '../../src/services/show-consent.ts';
import { creditHistory, showCredits } from '../../src/services/show-credits.ts';
import { showLead } from '../../src/services/show-lead.ts';
import { listOutbound } from '../../src/services/show-outbound.ts';
import type { Store } from '../../src/store/open-store.ts';

/** The keys of `npm run bench -- --json` that questions answer together. */
export const DATA_FIGURES = ['leadLookupMs', 'inboxMs', 'timelineMs', 'searchMs', 'reportMonthMs'] as const;
export type DataFigure = (typeof DATA_FIGURES)[number];

/** Something that a command or a page asks of the database. */
export interface DataQuestion {
  readonly title: string;
  /** What it must be answered within on a seeded database. */
  readonly withinMs: Millis;
  readonly figure?: DataFigure;
  /** Asks it in one of many ways, told apart by `n` from 0. @returns how much came of it; 0 fails the bench */
  ask(store: Store, n: number): number;
}

const LIST: Millis = 50;
const REPORT: Millis = 500;
const LIMIT = 20;
const business = { name: '', country: 'US' as const, timeZone: 'America/New_York' };
const nobody = { label: 'cli:bench', userId: null };

const leads = (filter: (n: number) => LeadFilter) => (store: Store, n: number) => {
  const found = listLeads(store, { filter: filter(n), limit: LIMIT });
  return found.kind === 'leads' ? found.leads.length : 0;
};

const COMBINED: readonly LeadFilter[] = [
  { owner: 'Maria', source: 'missed-call' },
  { owner: 'Sam', stage: 'Booked' },
  { owner: null, stage: 'New Lead' },
  { tag: 'vip', owner: 'Ana' },
  { tag: 'vip', owner: 'Maria', stage: 'Booked', source: 'missed-call' },
];

const search = (words: readonly string[]) => (store: Store, n: number) => {
  const found = searchLeads(store, { text: words[n % words.length] ?? '', limit: LIMIT });
  return found.kind === 'found' ? found.leads.length : 0;
};

const calls =
  (question: (n: number) => Partial<CallQuestion>) =>
  (store: Store, n: number): number => {
    const found = searchCalls(store, { limit: 40, ...question(n) }, business, Date.UTC(2026, 10, 1));
    return found.kind === 'calls' ? found.calls.length : 0;
  };

const report =
  (
    period: PeriodWanted,
    more: { readonly by?: PeriodUnit; readonly line?: string; readonly owner?: string } = {},
  ) =>
  (store: Store) => {
    const { by = null, line = null, owner = null } = more;
    const card = reportScorecard(store, { period, by, line, owner }, business, Date.UTC(2026, 10, 1, 5));
    return card.kind === 'scorecard' ? Number(card.figures.inbound) : 0;
  };

/** Whether a lead or call is old or new, it is there; a prime keeps them from being neighbours. */
const someId = (n: number, of: number) => 1 + ((n * 7_919_911) % of);

export function dataQuestions(sizes: {
  readonly leads: number;
  readonly calls: number;
}): readonly DataQuestion[] {
  const lead = (n: number) => `#${someId(n, sizes.leads)}`;
  return [
    { title: 'call list', withinMs: LIST, ask: (store) => listCalls(store, LIMIT).length },
    {
      title: 'call list, any later page',
      withinMs: LIST,
      ask: (store, n) => listCalls(store, LIMIT, someId(n, sizes.calls) + 1).length,
    },
    {
      title: 'call show',
      withinMs: LIST,
      ask: (store, n) => (showCall(store, someId(n, sizes.calls)).kind === 'call' ? 1 : 0),
    },
    {
      title: 'call log, all that was missed',
      withinMs: LIST,
      ask: calls(() => ({ end: 'missed' })),
    },
    {
      title: 'call log, one outcome of one line',
      withinMs: LIST,
      ask: calls((n) => ({ end: n % 2 === 0 ? 'busy' : 'unreachable', line: '+12125550100' })),
    },
    {
      title: 'call log of a day',
      withinMs: LIST,
      ask: calls((n) => ({ day: `2026-10-${10 + (n % 20)}` })),
    },
    { title: 'outbound calls', withinMs: LIST, ask: (store) => listOutbound(store, LIMIT).length },
    { title: 'lead list', withinMs: LIST, ask: leads(() => ({})) },
    {
      title: 'lead list, any later page',
      withinMs: LIST,
      ask(store, n) {
        const found = listLeads(store, {
          filter: {},
          order: 'latest',
          limit: LIMIT,
          before: someId(n, sizes.leads),
        });
        // The page after the oldest lead is empty, and an answer too.
        return found.kind === 'leads' ? found.leads.length + 1 : 0;
      },
    },
    { title: 'lead list by owner', withinMs: LIST, ask: leads(() => ({ owner: 'Maria' })) },
    {
      title: 'lead list by stage',
      withinMs: LIST,
      ask: leads((n) => ({ stage: ['New Lead', 'Contacted', 'Booked', 'Lost'][n % 4] })),
    },
    { title: 'lead list by tag', withinMs: LIST, ask: leads(() => ({ tag: 'vip' })) },
    {
      title: 'lead list by source',
      withinMs: LIST,
      ask: leads(() => ({ source: 'missed-call' })),
    },
    {
      title: 'lead list by several at once',
      withinMs: LIST,
      ask: leads((n) => COMBINED[n % COMBINED.length] ?? {}),
    },
    {
      title: 'lead list by what no lead has at once',
      withinMs: LIST,
      // What is found is a place to go on from: the answer is that thousands were looked through.
      ask: (store) => 1 + leads(() => ({ stage: 'Booked', owner: 'Bookkeeper', source: 'text' }))(store, 0),
    },
    {
      title: 'search among some of the leads',
      withinMs: LIST,
      ask(store, n) {
        const filter = COMBINED[n % COMBINED.length] ?? {};
        const found = searchLeads(store, { text: 'thanks', filter, limit: LIMIT });
        return found.kind === 'found' ? 1 + found.leads.length : 0;
      },
    },
    {
      title: 'pipeline board',
      withinMs: LIST,
      ask: (store) => leadBoard(store, 25).reduce((sum, { leads: cards }) => sum + cards.length, 0),
    },
    {
      title: 'tags to choose from',
      withinMs: LIST,
      ask: (store) => listTags(store, 50).length,
    },
    { title: 'lead list, nobody’s', withinMs: LIST, ask: leads(() => ({ owner: null })) },
    {
      title: 'lead, by its number',
      withinMs: LIST,
      figure: 'leadLookupMs',
      ask: (store, n) =>
        store.read((reader) => {
          const { number = '' } = reader.leads.byId(someId(n, sizes.leads)) ?? {};
          return findLead(reader, number, business.country).kind === 'lead' ? 1 : 0;
        }),
    },
    {
      title: 'lead show, with its timeline',
      withinMs: LIST,
      figure: 'timelineMs',
      ask(store, n) {
        const shown = showLead(store, { who: lead(n), limit: 50 }, business.country);
        return shown.kind === 'lead' ? 1 + shown.lead.timeline.length : 0;
      },
    },
    {
      title: 'search by name',
      withinMs: LIST,
      figure: 'searchMs',
      ask: search(['garcia', 'mar le', 'müller', 'nguy', 'pat']),
    },
    {
      title: 'search by part of a number',
      withinMs: LIST,
      figure: 'searchMs',
      ask: search(['5552', '5559', '917555', '(212) 555']),
    },
    {
      title: 'search by words of texts',
      withinMs: LIST,
      figure: 'searchMs',
      ask: search(['thermostat', 'gate code', 'heat pump', 'thanks', 'water heater leaking', 'on my way']),
    },
    {
      title: 'search for what nobody wrote',
      withinMs: LIST,
      figure: 'searchMs',
      ask: (store, n) => 1 + search(['zebra', 'xylophone'])(store, n),
    },
    {
      title: 'inbox',
      withinMs: LIST,
      figure: 'inboxMs',
      ask(store) {
        const inbox = listInbox(store, { limit: LIMIT, unreadOnly: false }, nobody);
        return inbox.kind === 'inbox' ? inbox.conversations.length : 0;
      },
    },
    {
      title: 'inbox, any later page',
      withinMs: LIST,
      figure: 'inboxMs',
      ask(store, n) {
        const inbox = listInbox(
          store,
          { limit: LIMIT, unreadOnly: false, before: someId(n, sizes.leads) },
          nobody,
        );
        return inbox.kind === 'inbox' ? inbox.conversations.length + 1 : 0;
      },
    },
    { title: 'consent list', withinMs: LIST, ask: (store) => listConsentPage(store, null, LIMIT).length },
    {
      title: 'credits balance, with the forecast',
      withinMs: LIST,
      ask: (store) => 1 + showCredits(store, Date.UTC(2026, 10, 1)).balance,
    },
    { title: 'credits history', withinMs: LIST, ask: (store) => creditHistory(store, LIMIT).length },
    {
      title: 'audit list',
      withinMs: LIST,
      ask: (store) => (listAudit(store, { subject: null, limit: LIMIT }).kind === 'entries' ? 1 : 0),
    },
    {
      title: 'report of a month',
      withinMs: REPORT,
      figure: 'reportMonthMs',
      ask: report({ month: '2026-10' }),
    },
    { title: 'report of a month by day', withinMs: REPORT, ask: report({ month: '2026-10' }, { by: 'day' }) },
    {
      title: 'report of a month, one line',
      withinMs: REPORT,
      ask: report({ month: '2026-10' }, { line: '+12125550100' }),
    },
    {
      title: 'report of a month, one owner',
      withinMs: REPORT,
      ask: report({ month: '2026-10' }, { owner: 'Maria' }),
    },
    { title: 'report of a day', withinMs: REPORT, ask: report({ day: '2026-10-28' }) },
  ];
}
