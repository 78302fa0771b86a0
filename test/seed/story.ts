import type { Millis } from '../../src/core/clock.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { createBooks } from './books.ts';
import type { BulkWriter } from './bulk-writer.ts';
import type { Business, Line } from './business.ts';
import { createCallers, type Lead } from './callers.ts';
import type { Random } from './random.ts';
import { recordCall } from './record-call.ts';
import type { SeedOptions } from './seed-options.ts';
import { CUSTOMER_WORDS, NOTES, STAFF_WORDS, TAGS, TEXT_BACKS } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is still to happen with a lead. */
type Event =
  | { readonly kind: 'customer-writes'; readonly lead: Lead; readonly line: Line }
  | { readonly kind: 'staff-writes'; readonly lead: Lead; readonly line: Line }
  | { readonly kind: 'called-back'; readonly lead: Lead; readonly callId: number }
  | { readonly kind: 'stage'; readonly lead: Lead; readonly stage: number };

interface Parts {
  readonly writer: BulkWriter;
  readonly random: Random;
  readonly business: Business;
  readonly options: SeedOptions;
  readonly from: Millis;
}

/** Stages of the first migration. */
const [NEW, CONTACTED, ESTIMATE, BOOKED, LOST] = [1, 2, 4, 8, 9] as const;

/** What happens at the business, in order of time. */
export interface Story {
  /** Lets everything happen that is due by then. */
  until(at: Millis): void;
  /** A call comes in. @param progress how much of the story is told, 0 to 1 */
  call(at: Millis, progress: number): void;
  /** What is still open stays so; the numbers asked for are made up. */
  end(): void;
}

export function createStory({ writer, random, business, options, from }: Parts): Story {
  const agenda: Agenda<Event> = createAgenda();
  const books = createBooks(writer, random);
  const callers = createCallers(writer, random, business, options);
  const { lines, owners } = business;
  let progress = 0;

  const mayWrite = () => writer.count('messages') < options.messages * progress;

  function missed(lead: Lead, line: Line, callId: number, at: Millis): void {
    callers.startClock(lead, line, callId, at);
    if (random.chance(0.45))
      agenda.add(at + random.around(12 * MINUTE, 4), { kind: 'called-back', lead, callId });
    if (lead.optedOut || at - lead.textedAt < 4 * HOUR) {
      decide(callId, lead, at);
      return;
    }
    lead.textedAt = at;
    const messageId = books.send({
      kind: 'text-back',
      lead,
      line,
      callId,
      userId: null,
      body: random.pick(TEXT_BACKS),
      at,
    });
    writer.add('decisions', {
      call_id: callId,
      verdict: 'send',
      message_id: messageId,
      asked: SENT,
      decided_at: at,
    });
    if (random.chance(0.4))
      agenda.add(at + random.around(3 * MINUTE, 5), { kind: 'customer-writes', lead, line });
  }

  function decide(callId: number, lead: Lead, at: Millis): void {
    const reason = lead.optedOut ? 'opted-out' : 'cool-down';
    writer.add('decisions', { call_id: callId, verdict: 'suppress', reason, asked: SENT, decided_at: at });
  }

  function happen(event: Event, at: Millis): void {
    const { lead } = event;
    switch (event.kind) {
      case 'customer-writes':
        books.receive(lead, event.line, random.pick(CUSTOMER_WORDS), at);
        if (random.chance(0.01)) optOut(lead, event.line, at);
        else agenda.add(at + random.around(5 * MINUTE, 4), { ...event, kind: 'staff-writes' });
        break;
      case 'staff-writes': {
        if (lead.optedOut || !mayWrite()) break;
        const userId = lead.ownerId ?? owners[0];
        books.send({
          kind: 'reply',
          lead,
          line: event.line,
          callId: null,
          userId,
          body: random.pick(STAFF_WORDS),
          at,
        });
        callers.endClock(lead, 'text', userId, at);
        if (lead.stage === NEW) move(lead, CONTACTED, at);
        if (random.chance(0.9))
          agenda.add(at + random.around(20 * MINUTE, 6), { ...event, kind: 'customer-writes' });
        if (random.chance(0.05))
          agenda.add(at + random.around(DAY, 3), { kind: 'stage', lead, stage: ESTIMATE });
        if (random.chance(0.03))
          writer.add('notes', { lead_id: lead.id, body: random.pick(NOTES), actor: `user:${userId}`, at });
        if (random.chance(0.02)) callers.tag(lead, random.pick(TAGS), at);
        break;
      }
      case 'called-back':
        callBack(lead, event.callId, at);
        break;
      case 'stage':
        if (event.stage <= lead.stage) break;
        move(lead, event.stage, at);
        if (event.stage === ESTIMATE) {
          const stage = random.chance(0.45) ? BOOKED : LOST;
          agenda.add(at + random.around(6 * DAY, 2.5), { kind: 'stage', lead, stage });
        }
    }
    lead.lastActivityAt = Math.max(lead.lastActivityAt, at);
  }

  function callBack(lead: Lead, callId: number, at: Millis): void {
    const connected = random.chance(0.7);
    const id = writer.add('outbound_calls', {
      linked_id: `out-${writer.count('outbound_calls')}`,
      extension: `PJSIP/10${random.whole(0, 3)}`,
      dialled_raw: lead.number,
      dialled_number: lead.number,
      lead_id: lead.id,
      result: connected ? 'connected' : 'no-answer',
      dialed_at: at,
      connected_at: connected ? at + 8_000 : null,
      ended_at: at + (connected ? 180_000 : 30_000),
    });
    if (!connected) return;
    writer.change('calls', callId, { returned_by: id, returned_at: at + 8_000 });
    callers.endClock(lead, 'call', lead.ownerId, at + 8_000);
    if (lead.stage === NEW) move(lead, CONTACTED, at);
    if (random.chance(0.3)) agenda.add(at + random.around(DAY, 3), { kind: 'stage', lead, stage: ESTIMATE });
  }

  function optOut(lead: Lead, line: Line, at: Millis): void {
    lead.optedOut = true;
    const messageId = books.receive(lead, line, 'STOP', at);
    writer.add('consents', {
      number: lead.number,
      state: 'opted-out',
      source: 'text',
      wording: 'STOP',
      line_id: line.id,
      message_id: messageId,
      at,
    });
  }

  function move(lead: Lead, stage: number, at: Millis): void {
    const userId = lead.ownerId ?? owners[0];
    writer.add('stage_moves', {
      lead_id: lead.id,
      from_stage_id: lead.stage,
      to_stage_id: stage,
      actor: `user:${userId}`,
      at,
    });
    lead.stage = stage;
  }

  return {
    until(at) {
      while (agenda.nextAt() <= at) {
        const next = agenda.take();
        happen(next.event, Math.floor(next.at));
      }
    },
    call(at, told) {
      progress = told;
      const line = random.chance(0.5) ? lines[0] : random.pick(lines);
      const wants = random.next();
      const caller = callers.caller(at, wants < 0.58, (at - from) / (options.until - from));
      const called = recordCall(writer, random, { caller, line, at, isAnswered: wants < 0.58 });
      if (caller.lead !== null) caller.lead.lastActivityAt = at;
      if (called.outcome === 'answered') {
        if (caller.lead !== null) callers.endClock(caller.lead, 'answered', caller.lead.ownerId, called.at);
        writer.add('decisions', {
          call_id: called.id,
          verdict: 'suppress',
          reason: 'answered',
          asked: ANSWERED,
          decided_at: called.at,
        });
      } else if (called.isBrief || caller.lead === null) {
        const reason = called.isBrief ? 'rang-too-briefly' : 'withheld-number';
        writer.add('decisions', {
          call_id: called.id,
          verdict: 'suppress',
          reason,
          asked: ANSWERED,
          decided_at: called.at,
        });
      } else missed(caller.lead, line, called.id, called.at);
    },
    end() {
      // What the two counts still lack is made up by texts of the last weeks.
      progress = 1;
      callers.fillUp(options.until);
      while (mayWrite()) {
        const lead = callers.any();
        const at = options.until - random.whole(1, 20 * DAY);
        if (lead.optedOut) continue;
        const line = lines[0];
        if (random.chance(0.5)) books.receive(lead, line, random.pick(CUSTOMER_WORDS), at);
        else
          books.send({
            kind: 'reply',
            lead,
            line,
            callId: null,
            userId: owners[0],
            body: random.pick(STAFF_WORDS),
            at,
          });
        lead.lastActivityAt = Math.max(lead.lastActivityAt, at);
      }
      callers.writeDown();
    },
  };
}

/** As long as a real one. */
const asked = (...rules: string[]) =>
  JSON.stringify(rules.map((rule) => ({ rule, applies: false, detail: '' })));
const ANSWERED = asked('test-call', 'disabled', 'answered');
const SENT = asked(
  'test-call',
  'disabled',
  'answered',
  'blocked',
  'tagged',
  'rang-too-briefly',
  'withheld-number',
  'own-number',
  'not-textable',
  'opted-out',
  'consent-under-review',
  'country-not-allowed',
  'too-old',
  'cool-down',
  'resolved',
  'cap-reached',
  'quiet-hours',
  'no-credit',
);
