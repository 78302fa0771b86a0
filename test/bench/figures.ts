import { z } from 'zod';
import type { Percentiles } from './percentiles.ts';

/**
 * Who was measured. `native`: Asterisk's own `Dial()`; `ariClient`: a bare ari-client script without a database;
 * `kannel`: the gateway of Debian; `limit`: npm smpp alone.
 */
export const SUBJECTS = ['ours', 'native', 'ariClient', 'kannel', 'limit'] as const;
export type Subject = (typeof SUBJECTS)[number];

export type Figure = Percentiles | number;

/** What a bench found: each figure by subject. The keys are the ones `--json` prints. */
export type FigureSet = Readonly<Record<string, Readonly<Partial<Record<Subject, Figure>>>>>;

interface FigureMeaning {
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
  missToSubmitMsAt100PerSecond: { title: 'miss to submit_sm, 100 misses/s', unit: 'ms' },
  ringTimeoutErrorMs: { title: 'ring timeout error, 20 calls/s', unit: 'ms' },
  maxCallsPerSecond: { title: 'answered calls a second, none failed', unit: '1/s' },
  smsPerSecond: { title: 'texts a second, with their receipts', unit: '1/s' },
  startMs: { title: 'start to ready', unit: 'ms' },
  rssMb: { title: 'memory at rest', unit: 'MB' },
  rssMbAfter1000Calls: { title: 'memory after 1,000 missed calls', unit: 'MB' },
  rssMbAfter10000Calls: { title: 'memory after 10,000 missed calls', unit: 'MB' },
  rssMbAfter100000Calls: { title: 'memory after 100,000 missed calls', unit: 'MB' },
  cpuMsPerCall: { title: 'CPU a missed call, daemon and Asterisk', unit: 'ms' },
  cpuMsPerCallOfDaemon: { title: '  of it the daemon', unit: 'ms' },
  cpuMsPerCallOfAsterisk: { title: '  of it Asterisk', unit: 'ms' },
  leadLookupMs: { title: 'lead found by its number', unit: 'ms' },
  inboxMs: { title: 'inbox, first and later pages', unit: 'ms' },
  timelineMs: { title: 'lead with its timeline', unit: 'ms' },
  searchMs: { title: 'search by name, number, words of texts', unit: 'ms' },
  reportMonthMs: { title: 'report of a month', unit: 'ms' },
  databaseMb: { title: 'size of that database', unit: 'MB' },
  failedCalls: { title: 'calls that went wrong', unit: 'calls' },
};

const value = z.number().nonnegative();
const plain = z.union([value, z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() })]);
const ours = z.object({ ours: plain });
const oursAndNative = z.object({ ours: plain, native: plain });

/** What `--json` holds of every whole run, quick or not; more keys may stand beside these. */
export const WHOLE_RUN = z.object({
  postDialDelayMs: oursAndNative,
  answerDelayMs: oursAndNative,
  releaseDelayMs: oursAndNative,
  missToSubmitMs: ours,
  missToSubmitMsAt1PerSecond: ours,
  missToSubmitMsAt100PerSecond: ours,
  maxCallsPerSecond: z.object({ ours: value, native: value, ariClient: value }),
  ringTimeoutErrorMs: oursAndNative,
  smsPerSecond: z.object({ ours: value, kannel: value, limit: value }),
  rssMb: z.object({ ours: value }),
  startMs: z.object({ ours: value }),
  cpuMsPerCall: oursAndNative,
  leadLookupMs: ours,
  inboxMs: ours,
  timelineMs: ours,
  searchMs: ours,
  reportMonthMs: ours,
  databaseMb: z.object({ ours: value }),
});
