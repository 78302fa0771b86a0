import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../core/clock.ts';
import type { Rejection } from '../services/rejection.ts';
import type { Dashboard } from '../services/report-dashboard.ts';
import type { ScorecardRequest } from '../services/report-scorecard.ts';
import type { ReportAnswer, ReportQuestion, ReportThreadData } from './report-thread.ts';

export interface ReportWorker {
  /** Whoever asks the same while it is being answered gets the same answer. */
  ask(request: ScorecardRequest): Promise<Dashboard | Rejection>;
  stop(): Promise<void>;
}

/** Beside this file, in `src` and in `dist` alike. */
const THREAD = new URL(`./report-thread${extname(import.meta.url)}`, import.meta.url);

interface Waiting extends PromiseWithResolvers<Dashboard | Rejection> {
  readonly id: number;
}

/**
 * Reads reports in a thread of its own, which is started when first needed: millions of calls take 200 ms, and
 * better-sqlite3 is synchronous. Meanwhile phones ring, and the daemon must hear who picks up.
 */
export function createReportWorker(options: ReportThreadData, clock: Clock): ReportWorker {
  /** By what was asked. */
  const waiting = new Map<string, Waiting>();
  let worker: Worker | null = null;
  let asked = 0;

  function begin(): Worker {
    const begun = new Worker(THREAD, { workerData: options });
    // It alone keeps no process alive.
    begun.unref();
    begun.on('message', ({ id, answer }: ReportAnswer) => {
      for (const [question, each] of waiting) {
        if (each.id !== id) continue;
        waiting.delete(question);
        each.resolve(answer);
      }
    });
    begun.on('error', (error) => fail(begun, error));
    begun.on('exit', () => fail(begun, new Error('the thread that reads reports has ended')));
    return begun;
  }

  /** The next question starts another. */
  function fail(ended: Worker, error: unknown): void {
    if (worker !== ended) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    ask(request) {
      const question = JSON.stringify(request);
      const same = waiting.get(question);
      if (same !== undefined) return same.promise;
      worker ??= begin();
      asked += 1;
      const mine = { id: asked, ...Promise.withResolvers<Dashboard | Rejection>() };
      waiting.set(question, mine);
      worker.postMessage({ id: asked, request, now: clock.now() } satisfies ReportQuestion);
      return mine.promise;
    },
    async stop() {
      await worker?.terminate();
    },
  };
}
