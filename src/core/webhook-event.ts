/**
 * What programs elsewhere can follow: each is told once, in the transaction of what it tells of. Kinds are added, never
 * renamed or removed.
 */
export const EVENT_KINDS = [
  'lead.created',
  'lead.renamed',
  'lead.stage-moved',
  'lead.assigned',
  'lead.closed',
  'lead.reopened',
  'lead.merged',
  'lead.unmerged',
  'lead.erased',
  'lead.tagged',
  'lead.untagged',
  'note.added',
  'consent.changed',
  'call.arrived',
  'call.ended',
  'call.voicemail-left',
  'outbound-call.ended',
  'message.queued',
  'message.received',
  'message.sent',
  'message.delivered',
  'message.undelivered',
  'message.failed',
  'message.expired',
  'message.cancelled',
  'message.unknown',
  'decision.made',
  'decision.changed',
  'webhook.test',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What an event is about, by id: what it says of them is read when it is told, so that nothing of a customer is kept twice. */
export interface EventSubject {
  readonly leadId: number | null;
  readonly callId: number | null;
  readonly outboundCallId: number | null;
  readonly messageId: number | null;
}

/** What the rows that an event is about do not say any more later on; ids and names of the business's own. */
export interface EventFacts {
  /** Who did it, e.g. `user:Maria`, `textback`. */
  readonly by?: string;
  readonly fromStageId?: number | null;
  readonly toStageId?: number;
  readonly ownerId?: number | null;
  readonly reason?: string;
  readonly otherLeadId?: number;
  readonly noteId?: number;
  readonly consentId?: number;
}

/** Chosen by nobody: it goes to the endpoint that it tries. */
export const TEST_KIND: EventKind = 'webhook.test';

/** What can be chosen: one kind, or all of one thing, as in `lead.*`. */
export const CHOOSABLE_KINDS = EVENT_KINDS.filter((kind) => kind !== TEST_KIND);

/** The kinds that words such as `lead.*` or `call.ended` choose, in order; or the first that chooses none. */
export function chooseKinds(
  words: readonly string[],
): { readonly kinds: readonly EventKind[] } | { readonly unknown: string } {
  const unknown = words.find((word) => !CHOOSABLE_KINDS.some((kind) => fits(word, kind)));
  if (unknown !== undefined) return { unknown };
  return { kinds: CHOOSABLE_KINDS.filter((kind) => words.some((word) => fits(word, kind))) };
}

function fits(word: string, kind: EventKind): boolean {
  return word === kind || (word.endsWith('.*') && kind.startsWith(word.slice(0, -1)));
}
