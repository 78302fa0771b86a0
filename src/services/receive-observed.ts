import { blockKeyOf } from '../core/block-key.ts';
import type { ArrivedChannel } from '../core/call-watch.ts';
import type { Millis } from '../core/clock.ts';
import { startObserved } from '../core/observed-call.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { callerFields } from './caller-fields.ts';
import { lineDialled } from './receive-call.ts';

/**
 * `other`: the number dialled is no line that is only observed. `known`: its call is on record already, and goes on
 * unless it has ended.
 */
export type ReceivedObserved =
  | { readonly kind: 'started'; readonly callId: number }
  | { readonly kind: 'known'; readonly isOpen: boolean }
  | { readonly kind: 'other' };

/** A caller has arrived on a line that the PBX routes by itself: from now on the call is on record. */
export function receiveObserved(
  store: Store,
  caller: ArrivedChannel,
  business: Business,
  arrivedAt: Millis,
): ReceivedObserved {
  const { channelId, dialled } = caller;
  // Most calls on a PBX are for no such line: they cost a look-up, and no transaction.
  const isOurs = store.read((reader) => lineDialled(reader, dialled, business)?.mode === 'observe');
  if (!isOurs) return { kind: 'other' };
  return store.transact('progress', (tx) => {
    const known = tx.calls.byCaller(channelId);
    if (known !== undefined) {
      return { kind: 'known', isOpen: known.handling === 'observed' && known.state !== 'ended' };
    }
    const line = lineDialled(tx, dialled, business);
    if (line === undefined) return { kind: 'other' };
    const fields = callerFields(caller, business);
    const presented = { name: fields.fromName, number: fields.fromNumber ?? fields.fromRaw };
    const call = startObserved(channelId, presented, arrivedAt);
    const lead = tx.leads.byNumber(presented.number);
    const leadId = lead?.id ?? null;
    const row = tx.calls.add({ lineId: line.id, leadId, ...fields, handling: 'observed' }, call);
    const isBlocked = tx.blockedNumbers.of(blockKeyOf(fields)) !== undefined;
    if (leadId !== null && !isBlocked) tx.leads.touch(leadId, arrivedAt);
    return { kind: 'started', callId: row.id };
  });
}
