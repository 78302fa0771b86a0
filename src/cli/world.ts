import { once } from 'node:events';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Millis } from '../core/clock.ts';

/** What a command sees of the process that it runs in. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sees the output as it comes. */
  readonly isTerminal: boolean;
  /** Characters a line, where a person sees it. */
  readonly columns: number;
  /** Whether a person sees what is said on stderr as it comes. */
  readonly seesErrors: boolean;
  /** Whether a person can be asked. */
  readonly canAsk: boolean;
  /** Who runs the command, as the operating system knows them. */
  readonly user: string;
  out(text: string): void;
  /** Waits until whoever reads the output has taken what was written: for more than memory should hold. */
  drained(): Promise<void>;
  err(text: string): void;
  ask(question: string): Promise<string>;
  /** The same, and what is typed is not shown. */
  askSecret(question: string): Promise<string>;
  /** All that is piped in, as text; at most a mebibyte. */
  input(): Promise<string>;
  /** All that is piped in, as it comes. */
  inputBytes(): AsyncIterable<Uint8Array>;
  now(): Millis;
  /** Calls `stop` instead of ending the process when somebody presses Ctrl-C. Returns a function that ends this. */
  onInterrupt(stop: () => void): () => void;
  /** Waits; false as soon as somebody presses Ctrl-C. */
  pause(ms: Millis): Promise<boolean>;
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A table is cut to this where nobody's terminal tells. */
const DEFAULT_COLUMNS = 80;

const MAX_INPUT_LENGTH = 1_048_576;

export function processWorld(): World {
  const { env, stdin, stdout, stderr } = process;
  return {
    env,
    isTerminal: stdout.isTTY === true,
    columns: stdout.isTTY === true ? stdout.columns : DEFAULT_COLUMNS,
    seesErrors: stderr.isTTY === true,
    canAsk: stdin.isTTY === true && stderr.isTTY === true,
    user: userName(),
    out: (text) => void stdout.write(text),
    drained: async () => {
      if (stdout.writableNeedDrain) await once(stdout, 'drain');
    },
    err: (text) => void stderr.write(text),
    async ask(question) {
      const prompt = createInterface({ input: stdin, output: stderr });
      try {
        return await prompt.question(question);
      } finally {
        prompt.close();
      }
    },
    async askSecret(question) {
      stderr.write(question);
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      const prompt = createInterface({ input: stdin, output: nowhere, terminal: true });
      try {
        return await prompt.question('');
      } finally {
        prompt.close();
        stderr.write('\n');
      }
    },
    async input() {
      let text = '';
      for await (const chunk of stdin.setEncoding('utf8')) {
        text += chunk;
        if (text.length > MAX_INPUT_LENGTH) break;
      }
      return text.slice(0, MAX_INPUT_LENGTH);
    },
    inputBytes: () => stdin,
    now: () => Date.now(),
    onInterrupt,
    async pause(ms) {
      const { promise: stopped, resolve: stop } = Promise.withResolvers<false>();
      const release = onInterrupt(() => stop(false));
      const goesOn = await Promise.race([stopped, delay(ms, true as const)]);
      release();
      return goesOn;
    },
  };
}

function onInterrupt(stop: () => void): () => void {
  for (const signal of INTERRUPTS) process.on(signal, stop);
  return () => {
    for (const signal of INTERRUPTS) process.off(signal, stop);
  };
}

/** A container may run us under an id that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
