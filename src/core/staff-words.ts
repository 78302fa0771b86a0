/** What one of the business's own people asks for by texting a line. */
export type StaffCommand =
  | { readonly kind: 'reply' | 'note'; readonly leadId: number; readonly text: string }
  | { readonly kind: 'won' | 'lost' | 'block'; readonly leadId: number }
  | { readonly kind: 'help' }
  /** It names no conversation: nothing is done, since guessing could tell one customer another's business. */
  | { readonly kind: 'unaddressed' };

/**
 * The words after the number that mean something else than a text to the customer, where they stand alone: in English
 * and in Spanish, whatever the person reads, for a word that is not known would go to the customer.
 */
const ALONE: ReadonlyMap<string, 'won' | 'lost' | 'block'> = new Map([
  ['won', 'won'],
  ['ganado', 'won'],
  ['lost', 'lost'],
  ['perdido', 'lost'],
  ['block', 'block'],
  ['bloquear', 'block'],
]);

/**
 * Reads a text of somebody who works here: `#12 on my way, 20 min`, `#12 note key is under the mat`, `#12 won`, `#`;
 * or `#12 nota …`, `#12 ganado`.
 * Case and spaces do not matter. A number of at most nine digits.
 */
export function readStaffText(body: string): StaffCommand {
  const text = body.trim();
  if (/^#\s*(?:help|ayuda|\?)?$/i.test(text)) return { kind: 'help' };
  const [, id, rest = ''] = /^#\s*(\d{1,9})(?![\d])[\s:,.-]*([\s\S]*)$/.exec(text) ?? [];
  if (id === undefined) return { kind: 'unaddressed' };
  const leadId = Number(id);
  const words = rest.trim();
  // Nor is a note of nothing for the customer.
  if (/^(?:not[ea][\s:,.-]*)?$/i.test(words)) return { kind: 'help' };
  const alone = ALONE.get(words.toLowerCase().replace(/[.!]+$/, ''));
  if (alone !== undefined) return { kind: alone, leadId };
  const note = /^not[ea]\b[\s:,-]*([\s\S]+)$/i.exec(words)?.[1];
  return note === undefined ? { kind: 'reply', leadId, text: words } : { kind: 'note', leadId, text: note };
}
