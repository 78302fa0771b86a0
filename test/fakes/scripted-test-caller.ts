import type { TestCaller, TestDial } from '../../src/asterisk/test-caller.ts';

/** Asterisk as a test call finds it, without one. */
export interface ScriptedTestCaller extends TestCaller {
  /** What ARI says; null lets in. At first nothing listens. */
  ari: string | null;
  /** What becomes of a call that is dialled. */
  onDial: (call: TestDial) => void;
  readonly dialled: readonly TestDial[];
  /** How often it was hung up, and closed. */
  readonly hungUp: () => number;
  readonly closed: () => number;
}

export function createScriptedTestCaller(): ScriptedTestCaller {
  const dialled: TestDial[] = [];
  let hungUp = 0;
  let closed = 0;
  const caller: ScriptedTestCaller = {
    ari: 'nothing listens at http://127.0.0.1:8088: is Asterisk running?',
    onDial: () => {},
    dialled,
    hungUp: () => hungUp,
    closed: () => closed,
    checkAri: async () => caller.ari,
    checkAmi: async () => caller.ari,
    isDaemonConnected: async () => true,
    async dial(call) {
      dialled.push(call);
      caller.onDial(call);
      return null;
    },
    whereIs: async () => null,
    async hangUp() {
      hungUp += 1;
    },
    async close() {
      closed += 1;
    },
  };
  return caller;
}
