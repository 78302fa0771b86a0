import type { Millis } from '../../src/core/clock.ts';
import { type AdvancedCall, advanceCall } from '../../src/services/advance-call.ts';
import type { Business } from '../../src/services/business.ts';
import { type ReceivedCall, receiveCall } from '../../src/services/receive-call.ts';
import { settleCall } from '../../src/services/settle-call.ts';
import type { Store } from '../../src/store/open-store.ts';

/** As the driver of the calls does it: the event, and then what its outcome means for the business. */
export function advanceAndSettle(...[store, find, eventFor, business, now]: Parameters<typeof advanceCall>) {
  const advanced = advanceCall(store, find, eventFor, business, now);
  return advanced === null ? null : settled(store, advanced, business, now);
}

/** Likewise, of a caller who arrives. */
export function receiveAndSettle(
  ...[store, caller, settings, now]: Parameters<typeof receiveCall>
): ReceivedCall {
  const received = receiveCall(store, caller, settings, now);
  return received.kind === 'started' ? settled(store, received, settings.business, now) : received;
}

function settled<Advanced extends AdvancedCall>(
  store: Store,
  advanced: Advanced,
  business: Business,
  now: Millis,
): Advanced {
  if (!advanced.isOwed) return advanced;
  const recorded = store.transact('promised', (tx) => settleCall(tx, advanced.callId, business, now));
  return { ...advanced, recorded };
}
