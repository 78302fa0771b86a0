import type { Clock, Millis } from '../core/clock.ts';
import type { AriHttp } from './ari-http.ts';
import { isRecord, parseJson, textAt } from './json.ts';
import { sleep } from './sleep.ts';

/** Whose an application is: written into Asterisk by who connects, so that a second one does not take its calls. */
export interface AppHolder {
  /** The same for as long as this textback keeps its database. */
  readonly installation: string;
  /** Where it runs, for people. */
  readonly host: string;
}

/** How often the holder shows that it is alive, and how long it may be silent. */
const BEAT_MS: Millis = 3_000;
const SILENCE_MS: Millis = 2 * BEAT_MS + 1_000;

/**
 * A second connection for the same application takes over without a word. Asterisk says whether an application is in
 * use, but not by whom, and after a crash it goes on saying so. Hence a global variable of Asterisk's (gone when it
 * restarts) that tells who has it, and changes every few seconds for as long as they live.
 */
export interface AppHolding {
  /**
   * Who has the application beside us; null where it is free, or ours: a connection of our own that Asterisk has not
   * missed yet, or calls left by a crash, ours or another's. Null also where it cannot be told. Takes seconds only
   * where another name is there.
   * @param wasReplaced whether somebody has just taken it from us, who may have left no name
   */
  heldBy(wasReplaced: boolean): Promise<{ readonly host: string | null } | null>;
  /** Writes our name over whatever is there, and keeps it alive. Returns what ends that. */
  hold(): () => void;
}

export function createAppHolding(
  http: AriHttp,
  app: string,
  own: AppHolder,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AppHolding {
  const variable = variableOf(app);

  async function isInUse(): Promise<boolean> {
    const answer = await http.request('GET', `/ari/applications/${encodeURIComponent(app)}`);
    return answer.status === 200;
  }

  /** What is written there: installation, host and beat. */
  async function written(): Promise<string> {
    const answer = parseJson((await http.request('GET', variable)).body);
    return isRecord(answer) ? textAt(answer, 'value') : '';
  }

  async function isAlive(before: string): Promise<boolean> {
    await sleep(clock, SILENCE_MS, signal);
    return !signal.aborted && (await written()) !== before;
  }

  /** Where it cannot be written, a second textback takes over and this one steps down, as it would without. */
  async function beat(): Promise<void> {
    const value = encodeURIComponent(`${own.installation} ${own.host} ${clock.now()}`);
    await http.request('POST', `${variable}&value=${value}`).catch(() => {});
  }

  return {
    async heldBy(wasReplaced) {
      try {
        if (!(await isInUse())) return null;
        const name = await written();
        const [installation = '', host = ''] = name.split(' ');
        if (installation === '' || installation === own.installation)
          return wasReplaced ? { host: null } : null;
        return (await isAlive(name)) ? { host } : null;
      } catch {
        return null;
      }
    },
    hold() {
      let cancel = () => {};
      const stop = () => {
        cancel();
        signal.removeEventListener('abort', stop);
      };
      const next = () => {
        void beat();
        cancel = clock.setTimer(clock.now() + BEAT_MS, next);
      };
      signal.addEventListener('abort', stop);
      next();
      return stop;
    },
  };
}

/** The machine that whoever holds an application says to be; null where nobody says. */
export async function appHolder(http: AriHttp, app: string): Promise<string | null> {
  const answer = parseJson((await http.request('GET', variableOf(app))).body);
  const [, host = ''] = isRecord(answer) ? textAt(answer, 'value').split(' ') : [];
  return host === '' ? null : host;
}

function variableOf(app: string): string {
  return `/ari/asterisk/variable?variable=TEXTBACK_HOLDER_${encodeURIComponent(app)}`;
}

/** `host` is null where it is not known who has it. */
export function heldReason(app: string, host: string | null): string {
  const who = host === null ? 'another textback' : `another textback, on ${host},`;
  return `${who} has connected to this Asterisk as application '${app}' and gets its calls: stop one of the two, or give one another app name`;
}
