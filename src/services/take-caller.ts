import type { Pbx, PbxEvent } from '../asterisk/pbx.ts';
import type { Wiring } from '../core/call-plan.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { redactPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { type ReceivedCall, receiveCall } from './receive-call.ts';

export interface CallerTaking extends Wiring {
  readonly store: Store;
  readonly pbx: Pbx;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
}

/**
 * Somebody calls: the call that begins, or null where none does, and they have been sent on in the dialplan or released.
 * @throws what the store throws: a caller whose call cannot be kept is not left in silence, the dialplan rings somebody
 */
export function takeCaller(
  parts: CallerTaking,
  caller: Extract<PbxEvent, { type: 'caller-arrived' }>,
): Extract<ReceivedCall, { kind: 'started' }> | null {
  const { pbx, log } = parts;
  const { channelId, dialled } = caller;
  const received = receive(parts, caller);
  switch (received.kind) {
    case 'known':
      return null;
    case 'over':
      void pbx.execute({ type: 'hang-up', channelId, reason: 'normal' });
      return null;
    case 'no-such-line':
    case 'observed-line':
      log.warn({ dialled: redactPhone(dialled) }, WHY_SENT_ON[received.kind]);
      void pbx.continueInDialplan(channelId);
      return null;
    case 'started':
      log.info({ call: received.callId }, 'a call came in');
      return received;
  }
}

const WHY_SENT_ON = {
  'no-such-line': 'a call came for a number that is no line here; the dialplan goes on with it',
  'observed-line':
    'a call for a line that is only observed was sent to textback; the dialplan goes on with it',
} as const;

function receive(parts: CallerTaking, caller: Extract<PbxEvent, { type: 'caller-arrived' }>): ReceivedCall {
  try {
    return receiveCall(parts.store, caller, parts, parts.clock.now());
  } catch (error) {
    void parts.pbx.continueInDialplan(caller.channelId);
    throw error;
  }
}
