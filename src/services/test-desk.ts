import type { TestCaller } from '../asterisk/test-caller.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { failed, type TestStep } from '../core/test-steps.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { runTestCall, type TestText } from './run-test-call.ts';
import type { TestCallRequest } from './test-call-request.ts';

/** A test call that was begun from the pages, and how far it has come. */
export interface TestRun {
  /** The line's number, E.164. */
  readonly line: string;
  readonly startedAt: Millis;
  readonly state: 'running' | 'passed' | 'failed' | 'stopped';
  readonly steps: readonly TestStep[];
  /** What goes on at this moment, for people; null where nothing is told. */
  readonly doing: string | null;
  readonly callId: number | null;
  readonly text: TestText | null;
}

/** One test call at a time: two would ring the same phones, and neither could tell what the other heard. */
export interface TestDesk {
  /** The one that goes on, or the one before; null before the first. */
  latest(): TestRun | null;
  /** False where another goes on. */
  begin(request: TestCallRequest): boolean;
  /** Hangs up; false where none goes on. */
  stop(): boolean;
  /** Likewise, and lets go of Asterisk. */
  close(): Promise<void>;
}

interface DeskParts {
  readonly store: Store;
  readonly business: Business;
  readonly clock: Clock;
  readonly log: Log;
  readonly openCaller: () => TestCaller;
  /** Digits and small letters, another for each call. */
  readonly newToken: () => string;
  /** A page that shows the run is out of date. */
  readonly onChange: () => void;
}

/** For the daemon: what it tries is itself, so that it need not ask whether one runs. */
export function createTestDesk(parts: DeskParts): TestDesk {
  const { clock, log, openCaller, onChange } = parts;
  let run: TestRun | null = null;
  let current: { readonly stopped: AbortController; readonly over: Promise<void> } | null = null;

  function update(change: Partial<TestRun>): void {
    if (run !== null) run = { ...run, ...change };
    onChange();
  }

  function addStep(step: TestStep): void {
    update({ steps: [...(run?.steps ?? []), step], doing: null });
  }

  async function carryOut(request: TestCallRequest, { signal }: AbortController): Promise<void> {
    const caller = openCaller();
    const end = await tryIt(caller, request, signal);
    await caller.close();
    current = null;
    update({ ...end, doing: null });
  }

  async function tryIt(
    caller: TestCaller,
    request: TestCallRequest,
    signal: AbortSignal,
  ): Promise<Pick<TestRun, 'state'> & Partial<TestRun>> {
    try {
      const { steps, callId, text } = await runTestCall(
        {
          ...parts,
          ...{ caller, signal, onStep: addStep, token: parts.newToken() },
          isDaemonHere: () => true,
          onProgress: (doing) => update({ doing }),
        },
        request,
      );
      const state = steps.every(({ ok }) => ok) ? 'passed' : 'failed';
      return { state: signal.aborted ? 'stopped' : state, callId, text };
    } catch (error) {
      log.error({ err: error }, 'a test call broke off');
      addStep(failed('outcome', 'the test broke off', 'See why: journalctl -u textback; then try it again.'));
      return { state: 'failed' };
    }
  }

  return {
    latest: () => run,
    begin(request) {
      if (current !== null) return false;
      const startedAt = clock.now();
      run = {
        ...{ line: request.line.number, startedAt, state: 'running', steps: [] },
        ...{ doing: null, callId: null, text: null },
      };
      const stopped = new AbortController();
      current = { stopped, over: carryOut(request, stopped) };
      onChange();
      return true;
    },
    stop() {
      current?.stopped.abort();
      return current !== null;
    },
    async close() {
      current?.stopped.abort();
      await current?.over;
    },
  };
}
