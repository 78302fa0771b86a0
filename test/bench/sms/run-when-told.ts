import { createInterface } from 'node:readline';
import type { SmsRound } from './sms-round.ts';

export interface ReadySender {
  /** Resolves when the last receipt is where it belongs. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The life of a sender's process: made ready, it says so on stdout; at a line on stdin it runs, and says how many
 * milliseconds that took.
 */
export async function runWhenTold(prepare: (round: SmsRound) => Promise<ReadySender>): Promise<void> {
  const round: SmsRound = JSON.parse(process.argv[2] ?? '');
  const sender = await prepare(round);
  const told = createInterface({ input: process.stdin });
  console.log('ready');
  await new Promise((resolve) => told.once('line', resolve));
  const since = performance.now();
  await sender.run();
  console.log(String(performance.now() - since));
  await sender.stop();
  process.exit(0);
}
