import type { Millis } from '../core/clock.ts';
import { ownerAt, type Rota } from '../core/ownership.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Business } from './business.ts';

/** Who looks after a line's missed calls, and how they share them. */
export function rotaOf(reader: Reader, line: LineRow, business: Pick<Business, 'timeZone'>): Rota {
  return {
    rule: line.ownerRule,
    turn: line.ownerTurn,
    people: reader.lineOwners.of(line.id),
    timeZone: line.timeZone ?? business.timeZone,
  };
}

/**
 * Gives a lead without an owner the one that the line's rule says, in the transaction that keeps its call or text.
 * A lead that has one keeps it.
 */
export function ownLead(
  tx: Writer,
  leadId: number,
  line: LineRow,
  business: Pick<Business, 'timeZone'>,
  now: Millis,
): void {
  const lead = tx.leads.byId(leadId);
  if (lead === undefined || lead.ownerId !== null) return;
  const rota = rotaOf(tx, line, business);
  const userId = ownerAt(rota, now);
  if (userId === null) return;
  tx.assignments.add({ leadId, userId, reason: 'rule', actor: 'textback', at: now });
  if (rota.rule === 'round-robin') tx.lines.change(line.id, { ownerTurn: line.ownerTurn + 1 });
}
