import type { World } from './world.ts';

/** How often the line is written anew. */
const EVERY_MS = 200;
/** What is done sooner needs no words. */
const QUIET_MS = 1_000;

export interface Progress {
  /** `done` so far, in whatever is counted. */
  at(done: number): void;
  /** Takes the line away. */
  end(): void;
}

/** A line on stderr that tells how far something long has come, where a person watches. */
export function createProgress(world: World, what: string): Progress {
  const startedAt = world.now();
  let shownAt = startedAt + QUIET_MS - EVERY_MS;
  let isShown = false;
  return {
    at(done) {
      const now = world.now();
      if (!world.seesErrors || now - shownAt < EVERY_MS) return;
      shownAt = now;
      isShown = true;
      world.err(`\r${done.toLocaleString('en-US')} ${what} …`);
    },
    end() {
      if (isShown) world.err('\r\u001b[K');
    },
  };
}
