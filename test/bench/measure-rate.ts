import type { FigureSet } from './figures.ts';
import { countCalls, startPhone } from './sipp-load.ts';
import { CALLER_ADDRESS, type Handler, numberOf, type TestBed } from './test-bed.ts';
import { unusedNumbers } from './unused-numbers.ts';

export interface RateLoad {
  /** Calls a second tried first. */
  readonly first: number;
  /** How long each rate is held. */
  readonly seconds: number;
  /** Between the rates of the first, rough search. */
  readonly growth: number;
  /** How near the highest good rate and the lowest bad one are brought together: 1.05 is five percent. */
  readonly precision: number;
  /** A moment's stall of the machine is not the alternative's fault: how often a rate is tried before it counts as bad. */
  readonly tries: number;
}

/** Beyond this SIPp itself is measured. */
const LAST_RATE = 800;
/**
 * A call that is not answered by then has failed: the phone answers after 200 ms. Much shorter than a rate is held, so
 * that none counts as good while calls only queue up.
 */
const PATIENCE_MS = 1_500;

/**
 * The most answered calls a second of which none fails: rung, answered, bridged, hung up. The rate goes up (down,
 * where the first is too much) until calls fail in every try of it, and is then searched for in between.
 */
export async function measureRate(
  bed: TestBed,
  load: RateLoad,
  say: (line: string) => void,
): Promise<FigureSet> {
  const search = (handler: Handler) => highestRate(load, (rate) => isGood(bed, handler, rate, load, say));
  const native = await search('native');
  const ours = await withOurs(bed, () => search('ours'));
  await using _script = await bed.startBareAri();
  const ariClient = await search('ariClient');
  return { maxCallsPerSecond: { ours, native, ariClient } };
}

async function withOurs<T>(bed: TestBed, work: () => Promise<T>): Promise<T> {
  await using daemon = bed.startDaemon();
  await daemon.ready();
  return await work();
}

async function highestRate(
  { first, growth, precision }: RateLoad,
  isGood: (rate: number) => Promise<boolean>,
): Promise<number> {
  let good = 0;
  let bad = first;
  while (bad <= LAST_RATE && (await isGood(bad))) {
    good = bad;
    bad = Math.round(bad * growth);
  }
  while (good === 0 && bad > 1) {
    const lower = Math.floor(bad / growth);
    if (await isGood(lower)) good = lower;
    else bad = lower;
  }
  while (good > 0 && bad / good > precision) {
    const between = Math.round(Math.sqrt(good * bad));
    if (between === good || between === bad) break;
    if (await isGood(between)) good = between;
    else bad = between;
  }
  return good;
}

async function isGood(
  bed: TestBed,
  handler: Handler,
  rate: number,
  { seconds, tries }: RateLoad,
  say: (line: string) => void,
): Promise<boolean> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    await using _phone = await startPhone('answer', bed.phonePort('answer'), false);
    const { failed } = await countCalls({
      ...{ rate, numbers: unusedNumbers(Math.round(rate * seconds)), patienceMs: PATIENCE_MS },
      kind: 'answer',
      to: numberOf('answer'),
      sipPort: bed.asterisk.sipPort,
      fromAddress: CALLER_ADDRESS[handler],
    });
    say(`${handler}: ${rate} calls/s, ${failed} failed`);
    if (failed === 0) return true;
    await bed.quiet();
  }
  return false;
}
