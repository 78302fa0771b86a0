import type { Context } from 'hono';
import { CALL_ENDS, type CallQuestion, searchCalls } from '../services/search-calls.ts';
import { listLines } from '../services/show-line.ts';
import { type CallFilter, callList } from './pages/call-list.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Calls on a page of the log. */
const PAGE = 40;
/** Lines to choose from. */
const MOST_LINES = 1_000;

/** The log as the query asks for it, and what else could be asked. */
export async function callListFor(context: Context<PersonEnv>, { store, business, clock }: WebParts) {
  const person = context.get('person');
  const filter = filterOf(context);
  const question = questionOf(filter);
  const found = searchCalls(store, { ...question, limit: PAGE }, business, clock.now());
  if (found.kind !== 'calls') return found;
  const { calls } = found;
  const lines = listLines(store, MOST_LINES).map(({ number, name }) => ({ number, name }));
  const shown = { person, calls, filter, lines, isFull: calls.length === PAGE };
  return { kind: 'list' as const, list: await callList(shown), filter, lines };
}

/** What is no choice of ours counts as none: an address is easily cut or mistyped. */
function filterOf({ req }: Context<PersonEnv>): CallFilter {
  const end = CALL_ENDS.find((each) => each === req.query('outcome')) ?? '';
  const line = /^\+\d{3,15}$/.test(req.query('line') ?? '') ? (req.query('line') ?? '') : '';
  const day = /^\d{4}-\d\d-\d\d$/.test(req.query('day') ?? '') ? (req.query('day') ?? '') : '';
  const before = /^\d{1,15}$/.test(req.query('before') ?? '') ? (req.query('before') ?? '') : '';
  return { outcome: end, line, day, before };
}

function questionOf({ outcome, line, day, before }: CallFilter): Omit<CallQuestion, 'limit'> {
  return {
    ...(outcome === '' ? {} : { end: outcome }),
    ...(line === '' ? {} : { line }),
    ...(day === '' ? {} : { day }),
    ...(before === '' ? {} : { before: Number(before) }),
  };
}
