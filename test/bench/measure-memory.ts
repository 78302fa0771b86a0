import { setTimeout as delay } from 'node:timers/promises';
import type { FigureSet } from './figures.ts';
import { rssMb } from './process-usage.ts';
import { countCalls, startPhone } from './sipp-load.ts';
import { CALLER_ADDRESS, numberOf, type TestBed } from './test-bed.ts';
import { unusedNumbers } from './unused-numbers.ts';

/** What is looked at on the way. */
const MARKS = [1_000, 10_000, 100_000] as const;
/** Calls placed by one SIPp, after which we say how far we are. */
const BATCH = 1_000;
/** Under way at once: the next begins when one ends, so the rate is what the machine can take. */
const AT_ONCE = 20;
const RATE = 200;
const PATIENCE_MS = 30_000;
const BATCH_WITHIN_MS = 300_000;
const TEXTS_WITHIN_MS = 60_000;

/** The daemon's memory after so many missed calls, each with its lead and its text, as fast as they go. */
export async function measureMemory(
  bed: TestBed,
  calls: number,
  say: (line: string) => void,
): Promise<FigureSet> {
  await using daemon = bed.startDaemon();
  await daemon.ready();
  const before = bed.carrier.submits().length;
  const found: Record<string, { ours: number }> = {};
  let placed = 0;
  let failed = 0;
  while (placed < calls) {
    const numbers = unusedNumbers(Math.min(BATCH, calls - placed));
    const since = performance.now();
    await using _phone = await startPhone('busy', bed.phonePort('busy'), false);
    const counted = await countCalls(
      {
        ...{ rate: RATE, numbers, patienceMs: PATIENCE_MS, withinMs: BATCH_WITHIN_MS, kind: 'busy' },
        to: numberOf('busy'),
        sipPort: bed.asterisk.sipPort,
        fromAddress: CALLER_ADDRESS.ours,
      },
      AT_ONCE,
    );
    placed += numbers.length;
    failed += counted.failed;
    if (counted.failed > 0) say(counted.why);
    const rss = rssMb(daemon.pid);
    const rate = numbers.length / ((performance.now() - since) / 1000);
    say(`${placed} of ${calls} calls, ${failed} failed, ${rate.toFixed(0)}/s, ${rss.toFixed(0)} MB`);
    const mark = MARKS.find((each) => each === placed);
    if (mark === undefined) continue;
    await allTexted(bed, before + placed - failed);
    found[`rssMbAfter${mark}Calls`] = { ours: rssMb(daemon.pid) };
  }
  return { ...found, failedCalls: { ours: failed } };
}

async function allTexted({ carrier }: TestBed, wanted: number): Promise<void> {
  for (const deadline = Date.now() + TEXTS_WITHIN_MS; carrier.submits().length < wanted; await delay(500)) {
    if (Date.now() > deadline)
      throw new Error(`Only ${carrier.submits().length} of ${wanted} texts have reached the carrier.`);
  }
}
