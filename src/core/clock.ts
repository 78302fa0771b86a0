/** Milliseconds since the Unix epoch, UTC. Every time in the product is one of these. */
export type Millis = number;

/**
 * Time as the shell sees it. The core takes `now` as an argument and never holds a clock;
 * everything that waits takes one of these, so that tests advance hours at once.
 */
export interface Clock {
  now(): Millis;
  /** Runs `task` once at `at` (at once if `at` has passed). Returns a function that cancels it. */
  setTimer(at: Millis, task: () => void): () => void;
}
