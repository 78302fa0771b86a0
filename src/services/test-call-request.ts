import type { TestCaller } from '../asterisk/test-caller.ts';
import type { TestStep } from '../core/test-steps.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Business } from './business.ts';
import type { Watching } from './watch-test-call.ts';

export interface TestCallRequest {
  readonly line: LineRow;
  /** E.164: the caller ID shown; null for the line's own number, which every carrier lets pass. */
  readonly from: string | null;
  /** Whether the line's phones ring; else the call counts as missed at once. */
  readonly rings: boolean;
  /** Whether `from` is really texted. */
  readonly texts: boolean;
  /** The number dialled, as the trunk would spell it: digits and `+`. */
  readonly dial: string;
  /** Where calls from the trunk enter the dialplan. */
  readonly context: string;
}

export interface TestCallParts extends Watching {
  readonly caller: TestCaller;
  readonly business: Business;
  /** Whether a daemon runs on this very database. */
  readonly isDaemonHere: () => boolean;
  /** Digits and small letters, another for each call. */
  readonly token: string;
  /** Told of each step as it is done. */
  readonly onStep: (step: TestStep) => void;
}

/** Keeps a step and tells of it; whether it passed. */
export type Tell = (step: TestStep) => boolean;
