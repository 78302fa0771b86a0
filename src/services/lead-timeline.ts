import type { Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import type { ConsentSource, ConsentState } from '../core/consent.ts';
import type { AssignmentReason } from '../core/ownership.ts';
import type { Voicemail } from '../core/voicemail.ts';
import type { Place } from '../store/queries/timeline.ts';
import type { Reader } from '../store/queries.ts';
import { type MessageView, messageView } from './show-call.ts';

/** One thing that happened with a lead; `id` is its own among those of its kind. */
export type TimelineEntry = { readonly at: Millis; readonly id: number } & (
  | {
      readonly kind: 'call';
      readonly outcome: Outcome | null;
      readonly bridgedAt: Millis | null;
      readonly finishedAt: Millis | null;
      readonly voicemail: Voicemail | null;
      readonly voicemailSeconds: number | null;
    }
  | {
      readonly kind: 'outbound-call';
      readonly extension: string;
      readonly result: 'dialed' | 'connected' | 'no-answer';
      readonly connectedAt: Millis | null;
      readonly endedAt: Millis | null;
    }
  | {
      readonly kind: 'text';
      readonly direction: 'in' | 'out';
      readonly message: MessageView;
      /** The person who wrote it; null for the customer, and for what went out by itself. */
      readonly by: string | null;
    }
  | { readonly kind: 'note'; readonly body: string; readonly actor: string }
  | { readonly kind: 'stage'; readonly from: string | null; readonly to: string; readonly actor: string }
  | {
      readonly kind: 'assignment';
      /** Null for nobody. */
      readonly to: string | null;
      readonly reason: AssignmentReason;
      readonly actor: string;
    }
  | {
      readonly kind: 'consent';
      readonly number: string;
      readonly state: ConsentState;
      readonly source: ConsentSource;
      readonly wording: string;
    }
  | {
      readonly kind: 'merge';
      readonly otherId: number;
      readonly otherNumber: string;
      readonly actor: string;
    }
);

/** What happened at the same instant, in the order in which a person tells it. */
const TOLD = [
  'call',
  'outbound-call',
  'stage',
  'assignment',
  'text',
  'note',
  'consent',
  'merge',
] as const satisfies readonly TimelineEntry['kind'][];

export interface Timeline {
  /** The newest entries before the cursor, oldest of them first. */
  readonly entries: readonly TimelineEntry[];
  /** What shows the entries before these; null where there are none. */
  readonly before: string | null;
}

/** Where a page of a timeline begins, as `textback lead show` prints it. */
export type TimelineCursor = Place & { readonly kind: TimelineEntry['kind'] };

const NOW: TimelineCursor = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER, kind: 'merge' };

/** Reads what `Timeline.before` says; null where it is no such thing. */
export function parseTimelineCursor(text: string): TimelineCursor | null {
  const [, at = '', kind = '', id = ''] = /^(\d{1,15})\.([a-z-]+)\.(\d{1,15})$/.exec(text) ?? [];
  const known = TOLD.find((each) => each === kind);
  return known === undefined ? null : { at: Number(at), kind: known, id: Number(id) };
}

/**
 * A page of what happened with a lead: at most `limit` entries before `cursor`.
 * @param numbers all numbers of the lead: consent belongs to a number
 */
export function leadTimeline(
  reader: Reader,
  leadId: number,
  numbers: readonly string[],
  limit: number,
  cursor: TimelineCursor = NOW,
): Timeline {
  // One more than asked for tells whether there is more.
  const found = mergeTimeline(listsOf(reader, leadId, numbers, limit + 1, cursor));
  const entries = found.slice(-limit);
  const [oldest] = entries;
  const isAll = oldest === undefined || found.length <= limit;
  return { entries, before: isAll ? null : `${oldest.at}.${oldest.kind}.${oldest.id}` };
}

/** All lists in the order in which things happened. */
export function mergeTimeline(lists: readonly (readonly TimelineEntry[])[]): readonly TimelineEntry[] {
  return lists
    .flat()
    .sort((a, b) => a.at - b.at || TOLD.indexOf(a.kind) - TOLD.indexOf(b.kind) || a.id - b.id);
}

function listsOf(
  reader: Reader,
  leadId: number,
  numbers: readonly string[],
  limit: number,
  cursor: TimelineCursor,
): readonly (readonly TimelineEntry[])[] {
  const { timeline } = reader;
  const before = (kind: TimelineEntry['kind']) => placeIn(kind, cursor);
  return [
    timeline.calls(leadId, before('call'), limit).map(
      ({
        id,
        arrivedAt: at,
        outcome,
        bridgedAt,
        finishedAt,
        voicemail,
        voicemailSeconds,
      }): TimelineEntry => ({
        ...{ kind: 'call', at, id, outcome, bridgedAt, finishedAt, voicemail, voicemailSeconds },
      }),
    ),
    timeline.outboundCalls(leadId, before('outbound-call'), limit).map(
      ({ id, dialedAt: at, extension, result, connectedAt, endedAt }): TimelineEntry => ({
        ...{ kind: 'outbound-call', at, id, extension, result, connectedAt, endedAt },
      }),
    ),
    timeline.texts(leadId, before('text'), limit).map(({ message, by }): TimelineEntry => {
      const { id, createdAt: at, direction } = message;
      return { kind: 'text', at, id, direction, message: messageView(message), by };
    }),
    timeline.notes(leadId, before('note'), limit).map((note): TimelineEntry => ({ kind: 'note', ...note })),
    timeline.moves(leadId, before('stage'), limit).map((move): TimelineEntry => ({ kind: 'stage', ...move })),
    timeline
      .assignments(leadId, before('assignment'), limit)
      .map((assignment): TimelineEntry => ({ kind: 'assignment', ...assignment })),
    timeline
      .merges(leadId, before('merge'), limit)
      .map((merge): TimelineEntry => ({ kind: 'merge', ...merge })),
    ...numbers.map((number) =>
      timeline.consents(number, before('consent'), limit).map(
        ({ id, at, state, source, wording }): TimelineEntry => ({
          ...{ kind: 'consent', at, id, number, state, source, wording },
        }),
      ),
    ),
  ];
}

/** The cursor as seen from one of the lists: entries of the same instant stand in the order of TOLD. */
function placeIn(kind: TimelineEntry['kind'], { at, id, kind: cursorKind }: TimelineCursor): Place {
  const order = TOLD.indexOf(kind) - TOLD.indexOf(cursorKind);
  if (order === 0) return { at, id };
  return { at, id: order < 0 ? Number.MAX_SAFE_INTEGER : 0 };
}
