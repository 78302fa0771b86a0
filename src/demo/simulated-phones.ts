import type { Millis } from '../core/clock.ts';

/** The version whose causes and events are imitated (ARCHITECTURE.md, "What Asterisk says"). */
export type Flavour = 16 | 22;

/** What a phone does when it is rung. `no-endpoint`: Asterisk knows no such endpoint. */
export type PhoneBehaviour =
  | { readonly kind: 'silent' | 'dead' | 'no-endpoint' }
  | { readonly kind: 'answer'; readonly afterMs: Millis; readonly hangUpAfterMs?: Millis }
  | {
      readonly kind:
        | 'busy'
        | 'busy-everywhere'
        | 'decline'
        | 'forbidden'
        | 'not-found'
        | 'request-timeout'
        | 'unavailable'
        | 'cancelled'
        | 'server-error'
        | 'congestion';
      readonly afterMs?: Millis;
      readonly ringsFirst?: boolean;
    };

/** How a leg ends: the last `Dial` event (`null`: none but those before), Q.850 cause, SIP status. */
export interface Ending {
  readonly dialStatus: string | null;
  readonly cause: number;
  readonly techCause: number | null;
}

export const FLAVOURS: Readonly<
  Record<
    Flavour,
    { readonly tellsTechCause: boolean; readonly timeoutCause: number; readonly dialplanTellsApp: boolean }
  >
> = {
  16: { tellsTechCause: false, timeoutCause: 0, dialplanTellsApp: true },
  22: { tellsTechCause: true, timeoutCause: 19, dialplanTellsApp: true },
};

/** Causes set by the `reason` of `DELETE /channels/{id}`; `remote`: the other side hung up. */
export const HANGUP_CAUSES = {
  normal: 16,
  busy: 17,
  no_answer: 19,
  congestion: 34,
  remote: 16,
} as const;

/** Measured on Asterisk 22.10 and 16.28 with PJSIP over UDP. */
const ENDINGS: Readonly<
  Record<Exclude<PhoneBehaviour['kind'], 'answer' | 'silent' | 'dead' | 'no-endpoint'>, Ending>
> = {
  busy: { dialStatus: 'BUSY', cause: 17, techCause: 486 },
  'busy-everywhere': { dialStatus: 'BUSY', cause: 17, techCause: 600 },
  decline: { dialStatus: 'NOANSWER', cause: 21, techCause: 603 },
  forbidden: { dialStatus: 'NOANSWER', cause: 21, techCause: 403 },
  'not-found': { dialStatus: 'NOANSWER', cause: 1, techCause: 404 },
  'request-timeout': { dialStatus: 'NOANSWER', cause: 18, techCause: 408 },
  unavailable: { dialStatus: 'NOANSWER', cause: 19, techCause: 480 },
  cancelled: { dialStatus: 'NOANSWER', cause: 127, techCause: 487 },
  'server-error': { dialStatus: 'NOANSWER', cause: 38, techCause: 500 },
  congestion: { dialStatus: 'CONGESTION', cause: 34, techCause: 503 },
};

export function endingOf({ kind }: PhoneBehaviour, flavour: Flavour): Ending {
  if (kind === 'silent' || kind === 'dead' || kind === 'answer' || kind === 'no-endpoint') {
    return { dialStatus: null, cause: FLAVOURS[flavour].timeoutCause, techCause: 480 };
  }
  return ENDINGS[kind];
}
