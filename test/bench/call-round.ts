import { setTimeout as delay } from 'node:timers/promises';
import type { DaemonProcess } from '../e2e/harness/daemon-process.ts';
import { cpuMs } from './process-usage.ts';
import type { DialogTimes } from './sip-times.ts';
import { type PhoneKind, placeCalls, startPhone } from './sipp-load.ts';
import { CALLER_ADDRESS, type Handler, numberOf, RING_TIMEOUT_SECONDS, type TestBed } from './test-bed.ts';
import { unusedNumbers } from './unused-numbers.ts';

export interface Round {
  readonly handler: Handler;
  readonly phone: PhoneKind;
  readonly callsPerSecond: number;
  readonly calls: number;
}

/** One call as the caller, the phone and the carrier saw it; all clocks are this machine's. */
export interface CallSeen {
  readonly caller: DialogTimes;
  readonly phone: DialogTimes;
  /** When the carrier's process had read the caller's submit_sm; ms since the epoch, whole. */
  readonly submittedAt: number | null;
}

export interface RoundSeen {
  readonly calls: readonly CallSeen[];
  /** Calls that did not go as the phone's behaviour asks, or missed calls without a text. */
  readonly failed: number;
  readonly daemonCpuMs: number;
  readonly asteriskCpuMs: number;
}

const STATUS_OF: Readonly<Record<PhoneKind, number>> = { busy: 486, answer: 200, silent: 487 };
/** A text may still be on its way when the last call is over. */
const TEXTS_WITHIN_MS = 10_000;
const PATIENCE_MS = RING_TIMEOUT_SECONDS * 1000 + 15_000;

/** Places a round's calls and joins what every party saw. Numbers are never used twice in a bench. */
export async function runRound(bed: TestBed, daemon: DaemonProcess, round: Round): Promise<RoundSeen> {
  const { handler, phone: kind, callsPerSecond: rate, calls: count } = round;
  const numbers = unusedNumbers(count);
  const cpu = () => ({ daemon: cpuMs(daemon.pid), asterisk: cpuMs(bed.asterisk.pid) });
  await using phone = await startPhone(kind, bed.phonePort(kind));
  const before = cpu();
  const callers = await placeCalls({
    ...{ rate, numbers, patienceMs: PATIENCE_MS },
    to: numberOf(kind),
    sipPort: bed.asterisk.sipPort,
    fromAddress: CALLER_ADDRESS[handler],
  });
  const wanted = new Set(handler === 'ours' && kind !== 'answer' ? numbers : []);
  const submits = await collectSubmits(bed, wanted);
  await phonesQuiet(phone.dialogs);
  const after = cpu();
  const phones = phone.dialogs();
  const calls = numbers.flatMap((number) => {
    const seenByCaller = callers.get(number);
    const seenByPhone = phones.get(number);
    if (seenByCaller?.finalAt == null || seenByPhone?.status !== STATUS_OF[kind]) return [];
    const submittedAt = submits.get(number) ?? null;
    if (wanted.has(number) && submittedAt === null) return [];
    return [{ caller: seenByCaller, phone: seenByPhone, submittedAt }];
  });
  return {
    calls,
    failed: count - calls.length,
    daemonCpuMs: after.daemon - before.daemon,
    asteriskCpuMs: after.asterisk - before.asterisk,
  };
}

async function collectSubmits(
  { carrier }: TestBed,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const deadline = Date.now() + TEXTS_WITHIN_MS;
  for (;;) {
    const submits = carrier
      .submits()
      .map(({ to, receivedAt }) => [to.startsWith('+') ? to : `+${to}`, receivedAt] as const);
    const seen = new Map(submits.filter(([to]) => wanted.has(to)));
    if (seen.size === wanted.size || Date.now() > deadline) return seen;
    await delay(50);
  }
}

/** The phone's last answers, and what the PBX still does for a call, belong to the round. */
async function phonesQuiet(dialogs: () => ReadonlyMap<string, DialogTimes>): Promise<void> {
  for (;;) {
    const last = Math.max(0, ...[...dialogs().values()].map(({ lastAt }) => lastAt));
    if (Date.now() - last > 500) return;
    await delay(100);
  }
}
