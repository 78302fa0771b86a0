import type { OnProgress } from '../core/progress.ts';

/** How long work goes on: a piece at a time, so that whoever else writes to the database never waits for long. */
export interface Pace {
  /** Lets others have their turn. */
  rest(): Promise<void>;
  /** Somebody wants it to end: what is done stays done. */
  isStopped(): boolean;
  readonly onProgress: OnProgress;
}

/** Rows in one transaction: a few milliseconds. With more, others would rather find the database busy. */
export const ROWS_AT_ONCE = 50;

/** Does `piece` until it has nothing left to do, or somebody stops it. Returns whether it came to its end. */
export async function untilDone(pace: Pace, piece: () => boolean): Promise<boolean> {
  while (!pace.isStopped()) {
    if (!piece()) return true;
    await pace.rest();
  }
  return false;
}
