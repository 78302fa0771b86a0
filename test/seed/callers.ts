import type { Millis } from '../../src/core/clock.ts';
import type { BulkWriter } from './bulk-writer.ts';
import type { Business, Line } from './business.ts';
import type { Random } from './random.ts';
import type { SeedOptions } from './seed-options.ts';
import { AREA_CODES, FIRST_NAMES, LAST_NAMES } from './words.ts';

const MONTH_MS = 30 * 24 * 3_600_000;

/** A lead as the story goes; written down at the end. */
export interface Lead {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly createdAt: Millis;
  stage: number;
  readonly ownerId: number | null;
  lastActivityAt: Millis;
  /** The newest text either way, and how many of the customer nobody has seen. */
  lastTextAt: Millis | null;
  unread: number;
  textedAt: Millis;
  optedOut: boolean;
  /** The response clock that runs. */
  clock: { readonly callId: number; readonly line: Line; readonly missedAt: Millis } | null;
}

/** Who calls: a lead, somebody who is none, or nobody knows. */
export interface Caller {
  readonly number: string | null;
  readonly name: string;
  readonly lead: Lead | null;
}

export interface Callers {
  caller(at: Millis, isAnswered: boolean, progress: number): Caller;
  any(): Lead;
  startClock(lead: Lead, line: Line, callId: number, at: Millis): void;
  endClock(lead: Lead, response: 'call' | 'text' | 'answered', by: number | null, at: Millis): void;
  tag(lead: Lead, tag: string, at: Millis): void;
  /** Makes the leads that are still missing. */
  fillUp(at: Millis): void;
  writeDown(): void;
}

export function createCallers(
  writer: BulkWriter,
  random: Random,
  { owners }: Business,
  { leads: wanted, until }: Pick<SeedOptions, 'leads' | 'until'>,
): Callers {
  const leads: Lead[] = [];
  const tagged = new Set<string>();

  function newLead(at: Millis): Lead {
    const number = numberOf(leads.length);
    const named = random.chance(0.75);
    const lead: Lead = {
      id: leads.length + 1,
      number,
      name: named ? `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}` : '',
      createdAt: at,
      stage: 1,
      ownerId: random.chance(0.97) ? random.pick(owners) : null,
      lastActivityAt: at,
      lastTextAt: null,
      unread: 0,
      textedAt: Number.NEGATIVE_INFINITY,
      optedOut: false,
      clock: null,
    };
    leads.push(lead);
    writer.add('stage_moves', { lead_id: lead.id, to_stage_id: 1, actor: 'textback', at });
    if (lead.ownerId !== null) {
      writer.add('assignments', {
        lead_id: lead.id,
        user_id: lead.ownerId,
        reason: 'rule',
        actor: 'textback',
        at,
      });
    }
    return lead;
  }

  /** Most who call again called not long ago. */
  function knownLead(): Lead | undefined {
    const recent = random.chance(0.6) ? Math.min(leads.length, 3_000) : leads.length;
    return leads[leads.length - 1 - Math.floor(random.next() * recent)];
  }

  /** What came in the last month and was not answered, nobody has opened. */
  function writeUnread({ id, unread, lastTextAt }: Lead): void {
    if (unread === 0 || lastTextAt === null || lastTextAt < until - MONTH_MS) return;
    for (const reader of ['anybody', ...owners.map((owner) => `user:${owner}`)]) {
      writer.add('unread_conversations', { reader, lead_id: id, texts: unread, newest_at: lastTextAt });
    }
  }

  return {
    caller(at, isAnswered, progress) {
      if (random.chance(0.05)) return { number: null, name: 'Anonymous', lead: null };
      if (!isAnswered && leads.length < wanted * progress) {
        const lead = newLead(at);
        return { number: lead.number, name: lead.name, lead };
      }
      const lead = random.chance(isAnswered ? 0.5 : 0.97) ? knownLead() : undefined;
      if (lead !== undefined) return { number: lead.number, name: lead.name, lead };
      // A vendor, a customer of old, a robocaller.
      return { number: `+1800555${String(random.whole(0, 9_999)).padStart(4, '0')}`, name: '', lead: null };
    },
    any() {
      const lead = leads[Math.floor(random.next() * leads.length)];
      if (lead === undefined) throw new Error('there is no lead yet');
      return lead;
    },
    startClock(lead, line, callId, at) {
      lead.clock ??= { callId, line, missedAt: at };
    },
    endClock(lead, response, by, at) {
      if (lead.clock === null) return;
      const { callId, line, missedAt } = lead.clock;
      lead.clock = null;
      writer.add('response_clocks', {
        lead_id: lead.id,
        line_id: line.id,
        call_id: callId,
        missed_at: missedAt,
        target_at: missedAt + 300_000,
        ended_at: Math.max(at, missedAt + 1_000),
        response,
        responded_by: by,
      });
    },
    tag(lead, tag, at) {
      const key = `${lead.id} ${tag}`;
      if (tagged.has(key)) return;
      tagged.add(key);
      writer.add('lead_tags', { lead_id: lead.id, tag, actor: 'textback', at });
    },
    fillUp(at) {
      while (leads.length < wanted) newLead(at - random.whole(1, 30 * 24 * 3_600_000));
    },
    writeDown() {
      for (const lead of leads) {
        const { number, name, stage, ownerId, createdAt, lastActivityAt, lastTextAt, clock } = lead;
        writer.add('leads', {
          number,
          name,
          source: 'missed-call',
          stage_id: stage,
          owner_id: ownerId,
          created_at: createdAt,
          last_activity_at: lastActivityAt,
          last_text_at: lastTextAt,
        });
        writeUnread(lead);
        if (clock === null) continue;
        writer.add('response_clocks', {
          lead_id: lead.id,
          line_id: clock.line.id,
          call_id: clock.callId,
          missed_at: clock.missedAt,
          target_at: clock.missedAt + 300_000,
        });
      }
    },
  };
}

/** Numbers from the 555 exchange of many areas, where nobody is called by them: one for each index, well mixed. */
function numberOf(index: number): string {
  const area = AREA_CODES[index % AREA_CODES.length] ?? AREA_CODES[0];
  const line = (Math.floor(index / AREA_CODES.length) * 7_919 + 2_000) % 10_000;
  const round = Math.floor(index / (AREA_CODES.length * 10_000));
  return `+1${area}${555 + round}${String(line).padStart(4, '0')}`;
}
