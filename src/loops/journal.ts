import type { Ami } from '../asterisk/ami.ts';
import type { Millis } from '../core/clock.ts';
import { createJournalCollector, type JournalParts } from '../services/collect-journal.ts';

/** A call can be journalled while we are up too: for a number without a line, or one that could not be kept. */
const LOOK_EVERY_MS: Millis = 5_000;

/** Collects the calls that rang without us: as soon as Asterisk is reached, and from time to time. */
export function createJournalLoop(parts: JournalParts & { readonly ami: Ami }) {
  const { ami, clock, log } = parts;
  const collector = createJournalCollector(parts);
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
      if (await collector.collect(() => !running)) again = true;
    } catch (error) {
      log.debug({ err: error }, 'the calls that rang without textback could not be collected; trying again');
    }
  }

  return {
    start() {
      running = true;
      look();
    },
    onAmiUp: look,
    /** Begins nothing more; resolves when what is being collected is done. */
    async stop() {
      running = false;
      cancel();
      await round;
    },
  };
}
