import { blockKeyOf, MAX_CALLER_ID_LENGTH } from '../core/block-key.ts';
import { startCall } from '../core/call-machine.ts';
import type { Wiring } from '../core/call-plan.ts';
import type { Millis } from '../core/clock.ts';
import { parsePhone } from '../core/phone.ts';
import { readTestKind } from '../core/test-call.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { AdvancedCall } from './advance-call.ts';
import type { Business } from './business.ts';
import { callerFields } from './caller-fields.ts';
import { planLine } from './plan-line.ts';
import { isOwed } from './settle-call.ts';

export interface ArrivedCaller {
  readonly channelId: string;
  readonly dialled: string;
  readonly callerNumber: string;
  readonly callerName: string;
}

export type ReceivedCall =
  /** Where its line has nothing to ring, say, it has its outcome at once, and is owed to be settled. */
  | ({ readonly kind: 'started' } & AdvancedCall)
  /** Heard twice; nothing was done. */
  | { readonly kind: 'known' }
  /** Its call has ended for us, and it is still there. */
  | { readonly kind: 'over' }
  | { readonly kind: 'no-such-line' }
  /** The PBX routes the line's calls by itself: this one was sent here by mistake. */
  | { readonly kind: 'observed-line' };

/** A caller has arrived: the line's settings of this moment decide what rings. */
export function receiveCall(
  store: Store,
  caller: ArrivedCaller,
  settings: Wiring & { readonly business: Business },
  now: Millis,
): ReceivedCall {
  const { business } = settings;
  return store.transact('progress', (tx) => {
    const known = tx.calls.byCaller(caller.channelId);
    if (known?.handling === 'observed') return { kind: 'observed-line' };
    if (known !== undefined) return { kind: known.state === 'ended' ? 'over' : 'known' };
    const line = lineDialled(tx, caller.dialled, business);
    if (line === undefined) return { kind: 'no-such-line' };
    if (line.mode === 'observe') return { kind: 'observed-line' };
    const fields = callerFields(caller, business);
    const { fromRaw, fromNumber, fromName } = fields;
    const test = readTestKind(caller.channelId);
    const block = tx.blockedNumbers.of(blockKeyOf(fields));
    const blocked =
      block === undefined ? null : (block.treatment ?? tx.settings.business()['block-treatment']);
    const shown = caller.callerNumber.trim().slice(0, MAX_CALLER_ID_LENGTH);
    const id = { name: fromName, number: fromNumber ?? shown };
    const planned = planLine(tx, line, { id, blocked }, settings, now);
    const plan = test?.rings === false ? { ...planned, steps: [] } : planned;
    const transition = startCall(caller.channelId, plan, now);
    const leadId = test?.texts === false ? null : (tx.leads.byNumber(fromNumber ?? fromRaw)?.id ?? null);
    const row = tx.calls.add({ lineId: line.id, leadId, ...fields, isTest: test !== null }, transition.call);
    tx.calls.save(row.id, transition.call, null, now);
    if (leadId !== null && block === undefined) tx.leads.touch(leadId, now);
    return {
      kind: 'started',
      callId: row.id,
      transition,
      recorded: null,
      isOwed: isOwed(row, transition.call),
    };
  });
}

/** The line in service at the number dialled, as the trunk spells it. */
export function lineDialled(reader: Reader, dialled: string, business: Business): LineRow | undefined {
  const phone = parsePhone(dialled, business.country);
  return phone.kind === 'number' ? reader.lines.byNumber(phone.e164) : undefined;
}
