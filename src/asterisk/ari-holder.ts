import type { AriHttp } from './ari-http.ts';
import { isRecord, parseJson, textAt } from './json.ts';

/** Whose an application is: written into Asterisk by who connects, so that a second one does not take its calls. */
export interface AppHolder {
  /** The same for as long as this textback keeps its database. */
  readonly installation: string;
  /** Where it runs, for people. */
  readonly host: string;
}

/**
 * Asterisk says whether an application is in use, by a connection or by calls that are left of one, but not by whom;
 * a second connection simply takes over. Hence a global variable of Asterisk's: it is gone when Asterisk restarts.
 */
export interface AppHolding {
  /**
   * The host of another textback that has the application; null where it is free, or ours: a connection of our own
   * that Asterisk has not missed yet, or our own calls after a crash. Null also where it cannot be told.
   */
  whoElse(): Promise<string | null>;
  /** Whether anybody has the application, whoever it is. */
  isInUse(): Promise<boolean>;
  /** Writes our name over whatever is there. */
  claim(): Promise<void>;
}

export function createAppHolding(http: AriHttp, app: string, own: AppHolder): AppHolding {
  const variable = `/ari/asterisk/variable?variable=TEXTBACK_HOLDER_${encodeURIComponent(app)}`;

  async function isInUse(): Promise<boolean> {
    try {
      return (await http.request('GET', `/ari/applications/${encodeURIComponent(app)}`)).status === 200;
    } catch {
      return false;
    }
  }

  async function holder(): Promise<string> {
    try {
      const answer = parseJson((await http.request('GET', variable)).body);
      return isRecord(answer) ? textAt(answer, 'value') : '';
    } catch {
      return '';
    }
  }

  return {
    isInUse,
    async whoElse() {
      if (!(await isInUse())) return null;
      const [installation = '', host = ''] = (await holder()).split(' ');
      return installation === '' || installation === own.installation ? null : host;
    },
    async claim() {
      const value = encodeURIComponent(`${own.installation} ${own.host}`);
      // Where it cannot be written, a second textback takes over and this one steps down, as it would without.
      await http.request('POST', `${variable}&value=${value}`).catch(() => {});
    },
  };
}

export function takenOverReason(app: string): string {
  return `another textback has connected to this Asterisk as application '${app}' and now gets its calls: ${REMEDY}`;
}

export function heldReason(app: string, host: string): string {
  return `another textback, on ${host}, has this Asterisk's calls as application '${app}': ${REMEDY}`;
}

const REMEDY = 'stop one of the two, or give one another app name';
