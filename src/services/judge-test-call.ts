import type { Millis } from '../core/clock.ts';
import { explainMessage } from '../core/explain-decision.ts';
import { failed, passed, type TestStep } from '../core/test-steps.ts';
import type { Store } from '../store/open-store.ts';
import type { MessageRow } from '../store/queries/messages.ts';
import type { Business } from './business.ts';
import { listGateways } from './gateway-health.ts';
import type { CallView } from './show-call.ts';
import { type Simulation, simulateCall } from './simulate-call.ts';

/** Whether texts can leave: one gateway is enough. */
export function judgeGateways(store: Store): TestStep {
  const { gateways } = listGateways(store);
  const up = gateways.filter(({ state }) => state === 'up').map(({ name }) => name);
  if (up.length > 0) return passed('gateway', `${up.join(', ')} up`);
  const why = gateways.map(({ name, why: words }) => `${name}: ${words}`).join('; ');
  return failed(
    'gateway',
    why === '' ? 'no gateway is known yet' : `none is up (${why})`,
    'Texts wait until one is: check [[gateway]] in textback.toml, and see `textback gateway list`.',
  );
}

/**
 * What would become of a customer's call that ended like the test: the very rules of a real one, for a number that
 * never called before.
 */
export function foretell(
  store: Store,
  call: CallView,
  customer: { readonly from: string; readonly rang: boolean; readonly ringTimeoutMs: Millis },
  business: Business,
  now: Millis,
): Simulation {
  const isMissed = customer.rang && call.outcome !== null && call.outcome !== 'answered';
  const simulated = simulateCall(
    store,
    {
      line: call.line.number,
      from: customer.from,
      name: '',
      outcome: isMissed && call.outcome !== null ? call.outcome : 'no-answer',
      at: 'now',
      waitedMs: isMissed ? (call.finishedAt ?? now) - call.arrivedAt : customer.ringTimeoutMs,
    },
    business,
    now,
  );
  if (simulated.kind !== 'simulated') throw new Error(`a test call cannot be foretold: ${simulated.problem}`);
  return simulated.simulation;
}

/** Whether a customer would be texted, where the test itself is not. */
export function judgeForetold({ decision }: Simulation, isAnswered: boolean): TestStep {
  const { verdict, why, remedy } = decision;
  if (verdict === 'suppress') return failed('decision', `a customer: ${why}`, remedy ?? NO_REMEDY);
  return passed(
    'decision',
    isAnswered
      ? 'somebody answered, so that nobody is texted; let it ring out to see the other way'
      : 'a customer would be texted',
  );
}

/** Whether the test's caller is texted. */
export function judgeDecision({ outcome, decision }: CallView): TestStep {
  if (decision === null) throw new Error('a call with an outcome has no decision');
  if (decision.verdict === 'send') return passed('decision', 'the caller is texted');
  if (outcome === 'answered')
    return passed('decision', 'somebody answered, so that nobody is texted: let it ring out');
  return failed('decision', decision.why, decision.remedy ?? NO_REMEDY);
}

/** What became of the text. */
export function judgeText(message: MessageRow, now: Millis): TestStep {
  const { state, detail, notBefore } = message;
  const { why, remedy } = explainMessage(state, detail);
  if (state === 'delivered' || state === 'sent') return passed('text', why);
  if (state === 'queued' && notBefore !== null && notBefore > now && message.attempts === 0)
    return passed('text', `waits on purpose, for another ${Math.ceil((notBefore - now) / 1000)} s`);
  return failed('text', why, remedy ?? NO_REMEDY);
}

const NO_REMEDY = 'See `textback call explain` of the call.';
