import type { Percentiles } from './percentiles.ts';
import type { Mode } from './test-bed.ts';

export type Figure = Percentiles | number;

/** What a bench found: each figure by subject. The keys are the ones `--json` prints. */
export type FigureSet = Readonly<Record<string, Readonly<Partial<Record<Mode, Figure>>>>>;

export interface FigureMeaning {
  readonly title: string;
  readonly unit: string;
}

/** What each key means, in the order of the table. */
export const MEANINGS: Readonly<Record<string, FigureMeaning>> = {
  postDialDelayMs: { title: 'post-dial delay, 20 calls/s', unit: 'ms' },
  answerDelayMs: { title: 'answer delay, 20 calls/s', unit: 'ms' },
  releaseDelayMs: { title: 'release delay, 20 calls/s', unit: 'ms' },
  missToSubmitMs: { title: 'miss to submit_sm, 20 misses/s', unit: 'ms' },
  missToSubmitMsAt1PerSecond: { title: 'miss to submit_sm, 1 miss/s', unit: 'ms' },
  ringTimeoutErrorMs: { title: 'ring timeout error, 20 calls/s', unit: 'ms' },
  startMs: { title: 'start to ready', unit: 'ms' },
  rssMb: { title: 'memory at rest', unit: 'MB' },
  rssMbAfterLoad: { title: 'memory after the load', unit: 'MB' },
  cpuMsPerCall: { title: 'CPU a missed call, daemon and Asterisk', unit: 'ms' },
  cpuMsPerCallOfDaemon: { title: '  of it the daemon', unit: 'ms' },
  cpuMsPerCallOfAsterisk: { title: '  of it Asterisk', unit: 'ms' },
  failedCalls: { title: 'calls that went wrong', unit: 'calls' },
};
