import type { Outcome } from '../../src/core/call.ts';
import { tallyOf } from '../../src/core/call-tally.ts';
import type { Millis } from '../../src/core/clock.ts';
import type { BulkWriter } from './bulk-writer.ts';
import type { Line } from './business.ts';
import type { Caller } from './callers.ts';
import type { Random } from './random.ts';

interface CallToRecord {
  readonly caller: Caller;
  readonly line: Line;
  readonly at: Millis;
  readonly isAnswered: boolean;
}

export interface RecordedCall {
  readonly id: number;
  readonly outcome: Outcome;
  /** When that was known. */
  readonly at: Millis;
  /** The caller gave up within the line's minimum ring. */
  readonly isBrief: boolean;
}

/** A call and its one leg. */
export function recordCall(writer: BulkWriter, random: Random, call: CallToRecord): RecordedCall {
  const { caller, line, at, isAnswered } = call;
  const { outcome, waitedMs } = isAnswered
    ? { outcome: 'answered' as const, waitedMs: random.whole(2_000, 20_000) }
    : miss(random);
  const isBrief = outcome === 'abandoned' && waitedMs < 3_000;
  const bridgedAt = isAnswered ? at + waitedMs : null;
  const finishedAt = at + waitedMs + (isAnswered ? Math.floor(random.around(150_000, 3)) : 0);
  const id = writer.add('calls', {
    caller_channel_id: `seed-${writer.count('calls')}`,
    line_id: line.id,
    lead_id: isBrief ? null : (caller.lead?.id ?? null),
    from_raw: caller.number ?? '',
    from_number: caller.number,
    from_name: caller.name,
    state: 'ended',
    outcome,
    tally: tallyOf({ outcome, isTest: false, isBlocked: false, rangTooBriefly: isBrief }),
    arrived_at: at,
    bridged_at: bridgedAt,
    finished_at: finishedAt,
  });
  writer.add('call_legs', {
    channel_id: `seed-${id}-leg1`,
    call_id: id,
    step: 0,
    endpoint: 'PJSIP/+12125550199@trunk',
    label: '+12125550199',
    state: 'ended',
    dialed_at: at + 5,
    ringing_at: outcome === 'unreachable' ? null : at + 300,
    answered_at: bridgedAt,
    ended_at: finishedAt,
    end: legEnd(outcome),
    cause: outcome === 'busy' ? 17 : 16,
  });
  return { id, outcome, at: bridgedAt ?? finishedAt, isBrief };
}

function miss(random: Random): { readonly outcome: Outcome; readonly waitedMs: Millis } {
  const drawn = random.next();
  if (drawn < 0.6) return { outcome: 'no-answer', waitedMs: 25_000 };
  if (drawn < 0.85) return { outcome: 'abandoned', waitedMs: random.whole(500, 24_000) };
  if (drawn < 0.95) return { outcome: 'busy', waitedMs: random.whole(300, 2_000) };
  return { outcome: 'unreachable', waitedMs: random.whole(100, 6_000) };
}

function legEnd(outcome: Outcome): string {
  if (outcome === 'answered') return 'hung-up';
  if (outcome === 'abandoned') return 'caller-gave-up';
  return outcome === 'busy' || outcome === 'unreachable' ? outcome : 'no-answer';
}
