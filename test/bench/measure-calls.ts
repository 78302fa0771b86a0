import type { DaemonProcess } from '../e2e/harness/daemon-process.ts';
import { type CallSeen, type Round, type RoundSeen, runRound } from './call-round.ts';
import type { FigureSet } from './figures.ts';
import { percentilesOf } from './percentiles.ts';
import { type Handler, RING_TIMEOUT_SECONDS, type TestBed } from './test-bed.ts';

export interface CallLoad {
  /** Each is placed once for each who handles calls, one after the other, so that a slow minute of the machine meets all. */
  readonly rounds: number;
  readonly missedCallsARound: number;
  readonly answeredCallsARound: number;
  readonly ringTimeouts: number;
  readonly missesAt1PerSecond: number;
  readonly missesAt100PerSecond: number;
  /** Thrown away: compilers and caches warm up. */
  readonly warmUpCalls: number;
}

const CALLS_PER_SECOND = 20;
const ALL: readonly Handler[] = ['ours', 'native', 'ariClient'];

/** Every figure that calls give. `say` is told what is being measured. */
export async function measureCalls(
  bed: TestBed,
  daemon: DaemonProcess,
  load: CallLoad,
  say: (line: string) => void,
): Promise<FigureSet> {
  const all: { readonly round: Round; readonly seen: RoundSeen }[] = [];
  const byEach = async (handlers: readonly Handler[], round: Omit<Round, 'handler'>) => {
    for (const handler of handlers) {
      say(`${handler}: ${round.calls} calls to the ${round.phone} phone at ${round.callsPerSecond}/s`);
      all.push({ round: { ...round, handler }, seen: await runRound(bed, daemon, { ...round, handler }) });
    }
  };
  const at20 = { callsPerSecond: CALLS_PER_SECOND } as const;

  {
    await using _script = await bed.startBareAri();
    await byEach(ALL, { ...at20, phone: 'busy', calls: load.warmUpCalls });
    await byEach(ALL, { ...at20, phone: 'answer', calls: load.warmUpCalls / 2 });
    all.length = 0;
    for (let index = 0; index < load.rounds; index += 1) {
      const handlers = index % 2 === 1 ? ALL.toReversed() : ALL;
      await byEach(handlers, { ...at20, phone: 'busy', calls: load.missedCallsARound });
      await byEach(handlers, { ...at20, phone: 'answer', calls: load.answeredCallsARound });
    }
  }
  await byEach(['ours', 'native'], { ...at20, phone: 'silent', calls: load.ringTimeouts });
  const missesAt = async (callsPerSecond: number, calls: number) => {
    say(`ours: ${calls} calls to the busy phone at ${callsPerSecond}/s`);
    return runRound(bed, daemon, { handler: 'ours', phone: 'busy', callsPerSecond, calls });
  };
  const slow = await missesAt(1, load.missesAt1PerSecond);
  const fast = await missesAt(100, load.missesAt100PerSecond);

  const seenBy = (handler: Handler, phone: Round['phone']) =>
    all.filter(({ round }) => round.handler === handler && round.phone === phone).map(({ seen }) => seen);
  const delaysOf = (
    handlers: readonly Handler[],
    phone: Round['phone'],
    delayOf: (call: CallSeen) => number,
  ) =>
    Object.fromEntries(
      handlers.map((handler) => [
        handler,
        percentilesOf(seenBy(handler, phone).flatMap(({ calls }) => calls.map(delayOf))),
      ]),
    );
  const missed = { ours: seenBy('ours', 'busy'), native: seenBy('native', 'busy') };
  const failed = (handler: Handler) =>
    all.filter(({ round }) => round.handler === handler).reduce((sum, { seen }) => sum + seen.failed, 0);
  return {
    postDialDelayMs: delaysOf(ALL, 'busy', postDialDelay),
    answerDelayMs: delaysOf(ALL, 'answer', finalDelay),
    releaseDelayMs: delaysOf(ALL, 'busy', finalDelay),
    missToSubmitMs: { ours: percentilesOf(missed.ours.flatMap(missesToSubmit)) },
    missToSubmitMsAt1PerSecond: { ours: percentilesOf(missesToSubmit(slow)) },
    missToSubmitMsAt100PerSecond: { ours: percentilesOf(missesToSubmit(fast)) },
    ringTimeoutErrorMs: delaysOf(['ours', 'native'], 'silent', ringTimeoutError),
    ...cpuFigures(missed),
    failedCalls: {
      ours: failed('ours') + slow.failed + fast.failed,
      native: failed('native'),
      ariClient: failed('ariClient'),
    },
  };
}

/** The caller's INVITE leaves → the phone's INVITE arrives. */
function postDialDelay({ caller, phone }: CallSeen): number {
  return phone.invitedAt - caller.invitedAt;
}

/** The phone's final response leaves → the caller's arrives: the answer, or the release. */
function finalDelay({ caller, phone }: CallSeen): number {
  return (caller.finalAt ?? Number.NaN) - (phone.finalAt ?? Number.NaN);
}

/** The phone's 486 leaves → the carrier has read the submit_sm. */
function missesToSubmit({ calls }: RoundSeen): readonly number[] {
  return calls.map(({ phone, submittedAt }) => (submittedAt ?? Number.NaN) - (phone.finalAt ?? Number.NaN));
}

/** The phone's INVITE arrives → its CANCEL arrives, less the line's ring timeout. */
function ringTimeoutError({ phone }: CallSeen): number {
  return (phone.cancelledAt ?? Number.NaN) - phone.invitedAt - RING_TIMEOUT_SECONDS * 1000;
}

function cpuFigures(missed: Readonly<Record<'ours' | 'native', readonly RoundSeen[]>>): FigureSet {
  const aCall = (rounds: readonly RoundSeen[], cpuOf: (round: RoundSeen) => number) =>
    rounds.reduce((sum, round) => sum + cpuOf(round), 0) /
    rounds.reduce((sum, round) => sum + round.calls.length + round.failed, 0);
  const daemon = aCall(missed.ours, ({ daemonCpuMs }) => daemonCpuMs);
  const asterisk = {
    ours: aCall(missed.ours, ({ asteriskCpuMs }) => asteriskCpuMs),
    native: aCall(missed.native, ({ asteriskCpuMs }) => asteriskCpuMs),
  };
  return {
    cpuMsPerCall: { ours: daemon + asterisk.ours, native: asterisk.native },
    cpuMsPerCallOfDaemon: { ours: daemon },
    cpuMsPerCallOfAsterisk: asterisk,
  };
}
