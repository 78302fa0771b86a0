import type { Millis } from '../../src/core/clock.ts';

/** A page as a browser asks for it. */
export interface PageQuestion {
  readonly title: string;
  /** What the server must answer within, at the 95th percentile. */
  readonly withinMs: Millis;
  /** One of many addresses, told apart by `n` from 0. */
  path(n: number): string;
}

const PAGE: Millis = 50;
/** The scorecard of a month is read beside the daemon's own thread. */
const DASHBOARD: Millis = 500;

const FILTERS = [
  '',
  '?source=missed-call',
  '?owner=Maria&stage=Booked',
  '?owner=nobody&source=missed-call',
  '?tag=vip&owner=Sam&stage=Contacted&source=missed-call',
  '?q=thermostat&owner=Ana',
  '?q=garcia',
];

/** A prime keeps them from being neighbours. */
const someId = (n: number, of: number) => 1 + ((n * 7_919_911) % of);

/** Pages of a database of `npm run seed`, from the request to its last octet. */
export function pageQuestions(sizes: {
  readonly leads: number;
  readonly calls: number;
}): readonly PageQuestion[] {
  return [
    { title: 'inbox', withinMs: PAGE, path: () => '/inbox' },
    { title: 'inbox, unread only', withinMs: PAGE, path: () => '/inbox?unread=1' },
    { title: 'a conversation', withinMs: PAGE, path: (n) => `/inbox/${someId(n, sizes.leads)}` },
    { title: 'leads, with each filter', withinMs: PAGE, path: (n) => `/leads${FILTERS[n % FILTERS.length]}` },
    { title: 'pipeline board', withinMs: PAGE, path: () => '/leads/board' },
    { title: 'a lead', withinMs: PAGE, path: (n) => `/leads/${someId(n, sizes.leads)}` },
    { title: 'call log', withinMs: PAGE, path: (n) => (n % 2 === 0 ? '/calls' : '/calls?outcome=missed') },
    { title: 'a call', withinMs: PAGE, path: (n) => `/calls/${someId(n, sizes.calls)}` },
    { title: 'dashboard of a month', withinMs: DASHBOARD, path: () => '/dashboard?by=month&at=2026-10-05' },
  ];
}
