import type { Ami, DatabaseEntry } from '../asterisk/ami.ts';
import type { Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';

/** So that a long absence does not keep the daemon from what happens now. */
const MOST_A_ROUND = 50;
const MOST_REMEMBERED = 1_000;

export interface DrainParts<Entry> {
  readonly ami: Pick<Ami, 'dbGetTree' | 'dbDel'>;
  readonly log: Log;
  /** Where the shipped dialplan writes down, under a caller's channel, what we have not heard. */
  readonly family: string;
  /** Null where it is none of them. */
  read(key: string, value: string): Entry | null;
  /** The oldest comes first. */
  timeOf(entry: Entry): Millis;
  /** Keeps it, on disk when this returns; false leaves it in Asterisk for now. It may throw. */
  record(entry: Entry): boolean;
  readonly words: { readonly strange: string; readonly failed: string };
}

/** Takes entries out of AstDB: each is recorded, and only then deleted there. */
export interface Drain {
  /**
   * One round, oldest entry first. True when more wait that are worth taking up at once.
   * @throws Error when Asterisk cannot be asked or does not forget; what it still has is taken up later
   */
  collect(isStopped: () => boolean): Promise<boolean>;
}

export function createDrain<Entry extends { readonly channelId: string }>(parts: DrainParts<Entry>): Drain {
  const { ami, log, family, words } = parts;
  /** Keys said to be unreadable, and keys that could not be recorded: those come last, holding up no other. */
  const strange = new Set<string>();
  const deferred = new Set<string>();

  function read({ key, value }: DatabaseEntry): readonly Entry[] {
    const entry = parts.read(key, value);
    if (entry !== null) return [entry];
    if (strange.size < MOST_REMEMBERED && !strange.has(key)) {
      strange.add(key);
      log.warn({ key: `${family}/${key}` }, words.strange);
    }
    return [];
  }

  /** Whether Asterisk may forget it. */
  function record(entry: Entry): boolean {
    const isKept = attempt(entry);
    if (isKept) deferred.delete(entry.channelId);
    else if (deferred.size < MOST_REMEMBERED) deferred.add(entry.channelId);
    return isKept;
  }

  function attempt(entry: Entry): boolean {
    try {
      return parts.record(entry);
    } catch (error) {
      log.error({ err: error, key: entry.channelId }, words.failed);
      return false;
    }
  }

  return {
    async collect(isStopped) {
      const entries = (await ami.dbGetTree(family)).flatMap(read);
      const isLast = ({ channelId }: Entry) => Number(deferred.has(channelId));
      entries.sort((a, b) => isLast(a) - isLast(b) || parts.timeOf(a) - parts.timeOf(b));
      let recorded = 0;
      for (const entry of entries.slice(0, MOST_A_ROUND)) {
        if (isStopped()) return false;
        if (!record(entry)) continue;
        recorded += 1;
        const answer = await ami.dbDel(family, entry.channelId);
        if (answer.kind !== 'ok') throw new Error(`AstDB did not delete ${entry.channelId}: ${answer.why}`);
      }
      return recorded > 0 && entries.length > MOST_A_ROUND;
    },
  };
}
