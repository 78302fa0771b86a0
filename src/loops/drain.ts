import type { Ami } from '../asterisk/ami.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Drain } from '../services/drain-family.ts';

/** In case no event tells of it: a call can be journalled while we are up, and an AMI user may hear no events. */
const LOOK_EVERY_MS: Millis = 5_000;

export interface DrainLoopParts {
  readonly ami: Pick<Ami, 'state'>;
  readonly clock: Clock;
  readonly log: Log;
  /** What it collects, e.g. `the calls that rang without textback`. */
  readonly what: string;
}

/** Collects what the dialplan has written down: as soon as Asterisk is reached, when told, and from time to time. */
export function createDrainLoop(drain: Drain, { ami, clock, log, what }: DrainLoopParts) {
  let running = false;
  let round: Promise<void> | null = null;
  let again = false;
  let cancel = () => {};

  /** One round at a time; what is asked for meanwhile makes for one more. */
  function look(): void {
    again = true;
    if (!running || round !== null) return;
    cancel();
    round = collect().finally(() => {
      round = null;
      if (!running) return;
      if (again) look();
      else cancel = clock.setTimer(clock.now() + LOOK_EVERY_MS, look);
    });
  }

  async function collect(): Promise<void> {
    again = false;
    if (ami.state !== 'up') return;
    try {
      if (await drain.collect(() => !running)) again = true;
    } catch (error) {
      log.debug({ err: error }, `${what} could not be collected; trying again`);
    }
  }

  return {
    start() {
      running = true;
      look();
    },
    /** Asterisk can be reached, or has told that there is something. */
    look,
    /** Begins nothing more; resolves when what is being collected is done. */
    async stop() {
      running = false;
      cancel();
      await round;
    },
  };
}
