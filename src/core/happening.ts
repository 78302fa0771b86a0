import type { AlertKind } from './alert-kind.ts';
import type { Outcome } from './call.ts';
import type { Millis } from './clock.ts';

/** What the daemon's figures are made of; told once it is kept. */
export type Happening =
  | {
      readonly type: 'outcome-known';
      readonly lineId: number;
      /** Who routed the call: textback, the dialplan without it, or the PBX while it watched. */
      readonly handling: 'controlled' | 'journaled' | 'observed';
      /** Null where nobody knows it. */
      readonly outcome: Outcome | null;
    }
  | { readonly type: 'lead-created'; readonly source: 'missed-call' | 'text' }
  | {
      readonly type: 'text-tried';
      readonly gateway: string;
      readonly result: 'accepted' | 'retryable' | 'rejected' | 'unknown' | 'called-off';
      /** From when it was due until it was handed over; null but for the first try of a text after a miss. */
      readonly afterMissMs: Millis | null;
    }
  | { readonly type: 'texts-expired'; readonly count: number }
  | { readonly type: 'text-received'; readonly gateway: string }
  | { readonly type: 'receipt-received'; readonly gateway: string; readonly state: string }
  | { readonly type: 'asterisk-link-changed'; readonly link: 'ARI' | 'AMI'; readonly isUp: boolean }
  | { readonly type: 'gateway-changed'; readonly gateway: string; readonly isUp: boolean }
  | { readonly type: 'alert-raised'; readonly kind: AlertKind }
  | { readonly type: 'transaction-ended'; readonly durability: string; readonly tookMs: Millis };

/** Told in the middle of calls: must neither throw nor take its time. */
export type Tell = (happening: Happening) => void;
