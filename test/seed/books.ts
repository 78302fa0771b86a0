import type { Millis } from '../../src/core/clock.ts';
import type { BulkWriter } from './bulk-writer.ts';
import type { Line } from './business.ts';
import type { Lead } from './callers.ts';
import type { Random } from './random.ts';

interface Outgoing {
  readonly kind: 'text-back' | 'reply';
  readonly lead: Lead;
  readonly line: Line;
  readonly callId: number | null;
  readonly userId: number | null;
  readonly body: string;
  readonly at: Millis;
}

/** Texts, each with its parts and its credit, so that the ledger adds up. */
export interface Books {
  send(text: Outgoing): number;
  receive(lead: Lead, line: Line, body: string, at: Millis): number;
}

const TOP_UP = 10_000;

export function createBooks(writer: BulkWriter, random: Random): Books {
  let balance = 0;
  const enter = (kind: string, delta: number, key: string, messageId: number | null, at: Millis) => {
    balance += delta;
    const entry = {
      kind,
      delta,
      balance_after: balance,
      key,
      message_id: messageId,
      note: '',
      actor: 'textback',
      at,
    };
    writer.add('credit_entries', entry);
  };

  return {
    send({ kind, lead, line, callId, userId, body, at }) {
      lead.lastTextAt = Math.max(lead.lastTextAt ?? 0, at);
      if (userId !== null) lead.unread = 0;
      if (balance < 500) enter('top-up', TOP_UP, `top-up:${writer.count('credit_entries')}`, null, at);
      const state = fate(random);
      const left = state !== 'failed' && state !== 'expired';
      const id = writer.add('messages', {
        direction: 'out',
        kind,
        lead_id: lead.id,
        line_id: line.id,
        call_id: callId,
        user_id: userId,
        from_number: line.number,
        to_number: lead.number,
        body,
        state,
        detail: left ? '' : 'the carrier refused it: ESME_RINVDSTADR',
        attempts: 1,
        created_at: at,
        tried_at: at + 50,
        gateway: 'carrier',
        gateway_since: at + 50,
        part_reference: writer.count('messages') % 256,
        expires_at: at + 900_000,
        sent_at: left ? at + 250 : null,
        settled_at: at + (left ? 3_000 : 250),
      });
      const part =
        state === 'delivered'
          ? 'delivered'
          : state === 'undelivered'
            ? 'undelivered'
            : left
              ? 'accepted'
              : 'pending';
      writer.add('message_parts', {
        message_id: id,
        index: 0,
        text: body,
        state: part,
        gateway: 'carrier',
        carrier_id: left ? `c${id.toString(36)}` : null,
      });
      enter('reserve', -1, `reserve:message:${id}`, id, at);
      enter(left ? 'settle' : 'release', left ? 0 : 1, `close:message:${id}`, id, at + 250);
      return id;
    },
    receive(lead, line, body, at) {
      lead.lastTextAt = Math.max(lead.lastTextAt ?? 0, at);
      lead.unread += 1;
      return writer.add('messages', {
        direction: 'in',
        kind: 'reply',
        lead_id: lead.id,
        line_id: line.id,
        from_number: lead.number,
        to_number: line.number,
        body,
        state: 'received',
        created_at: at,
        expires_at: at,
      });
    },
  };
}

function fate(random: Random): 'delivered' | 'sent' | 'undelivered' | 'failed' | 'expired' {
  const drawn = random.next();
  if (drawn < 0.9) return 'delivered';
  if (drawn < 0.95) return 'sent';
  if (drawn < 0.98) return 'undelivered';
  return drawn < 0.995 ? 'failed' : 'expired';
}
