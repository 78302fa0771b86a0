import type { World } from '../../src/cli/world.ts';

export interface FakeWorld extends World {
  readonly stdout: string;
  readonly stderr: string;
  /** What a person was asked. */
  readonly questions: readonly string[];
  /** Presses Ctrl-C. */
  interrupt(): void;
}

export interface WorldOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  /** What the person at the terminal answers; absent where there is nobody. */
  readonly answer?: string;
  /** What they type where it is not shown, one question after the other. */
  readonly secrets?: readonly string[];
  /** What is piped in. */
  readonly input?: string;
  /** A time that stands still, or goes on. */
  readonly now?: number | (() => number);
  /** How often the command may wait before somebody ends it. */
  readonly pauses?: number;
  /** Told at each wait how many are left. */
  readonly onPause?: (left: number) => void;
  /** Who runs the command; maria where nobody else does. */
  readonly user?: string;
}

/** A process for the command line to run in, without one. */
export function createFakeWorld(options: WorldOptions): FakeWorld {
  let stdout = '';
  let stderr = '';
  const questions: string[] = [];
  const stops = new Set<() => void>();
  let pauses = options.pauses ?? 0;
  const fixed = typeof options.now === 'number' ? options.now : Date.UTC(2026, 6, 1, 3);
  return {
    env: options.env,
    isTerminal: options.isTerminal === true,
    columns: options.columns ?? 80,
    seesErrors: options.isTerminal === true,
    canAsk: options.answer !== undefined || options.secrets !== undefined,
    user: options.user ?? 'maria',
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    async ask(question) {
      questions.push(question);
      return options.answer ?? '';
    },
    async askSecret(question) {
      questions.push(question);
      const { secrets = [] } = options;
      return secrets[questions.length - 1] ?? options.answer ?? '';
    },
    drained: async () => {},
    input: async () => options.input ?? '',
    async *inputBytes() {
      yield Buffer.from(options.input ?? '');
    },
    async pause() {
      pauses -= 1;
      options.onPause?.(pauses);
      return pauses >= 0;
    },
    now: typeof options.now === 'function' ? options.now : () => fixed,
    onInterrupt(stop) {
      stops.add(stop);
      return () => stops.delete(stop);
    },
    interrupt() {
      for (const stop of stops) stop();
    },
    questions,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
  };
}
