import type { OnProgress } from '../core/progress.ts';
import type { World } from './world.ts';

/** Nobody needs to be told of less. */
const QUIET_MS = 1_000;
const REDRAW_MS = 100;

/** Says how far something is, on one line of a terminal; elsewhere nothing. */
export interface ProgressLine {
  readonly on: OnProgress;
  /** Takes the line away. */
  end(): void;
}

export function createProgressLine(world: Pick<World, 'seesErrors' | 'err' | 'now'>): ProgressLine {
  const { seesErrors, err, now } = world;
  const since = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = '';
  return {
    on(what, share) {
      if (!seesErrors || now() - since < QUIET_MS) return;
      const line = share === null ? `${what} …` : `${what} … ${Math.floor(share * 100)} %`;
      if (line === drawn || (share !== null && now() - drawnAt < REDRAW_MS)) return;
      err(`\r\x1b[K${line}`);
      drawn = line;
      drawnAt = now();
    },
    end() {
      if (drawn !== '') err('\r\x1b[K');
      drawn = '';
    },
  };
}
