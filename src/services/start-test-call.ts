import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { type AskedTestCall, planTestCall } from './plan-test-call.ts';
import type { Rejection } from './rejection.ts';
import type { TestDesk } from './test-desk.ts';

/**
 * Begins a test call, for who may change lines: it makes phones ring, and may take credit.
 * @param store as the person may use it: what their role forbids throws NotAllowed
 */
export function startTestCall(
  store: Store,
  desk: TestDesk,
  asked: AskedTestCall,
  { country }: Pick<Business, 'country'>,
  actor: string,
  now: Millis,
): { readonly kind: 'started' } | Rejection {
  const planned = store.read((reader) => planTestCall(reader, asked, country));
  if (planned.kind !== 'planned') return planned;
  const { request } = planned;
  const { line, rings, texts } = request;
  recordInAudit(store, 'test call', line.number, actor, now, { rings, texts });
  if (desk.begin(request)) return { kind: 'started' };
  return {
    kind: 'refused',
    problem: 'A test call goes on already.',
    remedy: 'Wait for its end, or stop it first.',
  };
}

/** Hangs up the test call that goes on, if there is one. */
export function stopTestCall(store: Store, desk: TestDesk, actor: string, now: Millis): void {
  const run = desk.latest();
  if (run?.state !== 'running') return;
  recordInAudit(store, 'stop test call', run.line, actor, now, null);
  desk.stop();
}

function recordInAudit(
  store: Store,
  action: string,
  line: string,
  actor: string,
  at: Millis,
  after: { readonly rings: boolean; readonly texts: boolean } | null,
): void {
  store.transact('promised', (tx) =>
    tx.audit.record({ at, actor, action, subject: `line:${line}`, before: null, after }),
  );
}
