import type { Ami, DatabaseEntry } from '../asterisk/ami.ts';
import type { Clock } from '../core/clock.ts';
import { type JournalEntry, readJournalEntry } from '../core/journal-entry.ts';
import type { Log } from '../core/log.ts';
import { redactPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { recordJournaledCall } from './record-journaled-call.ts';

/** Where the shipped dialplan writes down the calls that it handled without us. */
const FAMILY = 'textback/journal';
/** So that a long absence does not keep the daemon from what happens now. */
const MOST_A_ROUND = 50;
const MOST_REMEMBERED = 1_000;

export interface JournalParts {
  readonly store: Store;
  readonly ami: Pick<Ami, 'dbGetTree' | 'dbDel'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
  readonly dialTemplate: string;
  /** Told after a commit that put a text in the outbox. */
  readonly onQueued: () => void;
}

/** Takes calls out of Asterisk's journal: each is recorded, and only then deleted there. */
export function createJournalCollector(parts: JournalParts) {
  const { store, ami, clock, log, onQueued } = parts;
  /** Keys said to be unreadable, and keys that could not be recorded: those come last, holding up no other. */
  const strange = new Set<string>();
  const deferred = new Set<string>();

  function read({ key, value }: DatabaseEntry): readonly JournalEntry[] {
    const entry = readJournalEntry(key, value);
    if (entry !== null) return [entry];
    if (strange.size < MOST_REMEMBERED && !strange.has(key)) {
      strange.add(key);
      log.warn({ key: `${FAMILY}/${key}` }, 'AstDB has an entry that is no journalled call; delete it');
    }
    return [];
  }

  /** Whether Asterisk may forget it. */
  function record(entry: JournalEntry): boolean {
    try {
      say(entry, recordJournaledCall(store, entry, parts, clock.now()));
      deferred.delete(entry.channelId);
      return true;
    } catch (error) {
      if (deferred.size < MOST_REMEMBERED) deferred.add(entry.channelId);
      log.error(
        { err: error, key: entry.channelId },
        'a call that rang without textback could not be recorded; trying again',
      );
      return false;
    }
  }

  function say({ dialled, outcome }: JournalEntry, done: ReturnType<typeof recordJournaledCall>): void {
    if (done.kind === 'known') return;
    if (done.kind === 'no-such-line') {
      log.warn(
        { dialled: redactPhone(dialled) },
        'a call that rang without textback was for a number that is no line here; it is not recorded',
      );
      return;
    }
    const { callId: call, recorded } = done;
    log.info({ call, outcome }, 'a call that rang without textback is recorded');
    if (recorded.messageId !== null) onQueued();
    else if (recorded.suppressed === 'no-credit') {
      log.error(
        { call },
        'OUT OF CREDITS: a missed caller was not texted. Run `textback credits topup 100`.',
      );
    } else log.info({ call, reason: recorded.suppressed }, 'the caller is not texted');
  }

  return {
    /**
     * One round, oldest call first. True when more wait that are worth taking up at once.
     * @throws Error when Asterisk cannot be asked or does not forget; what it still has is taken up later
     */
    async collect(isStopped: () => boolean): Promise<boolean> {
      const entries = (await ami.dbGetTree(FAMILY)).flatMap(read);
      const isLast = ({ channelId }: JournalEntry) => Number(deferred.has(channelId));
      entries.sort((a, b) => isLast(a) - isLast(b) || a.arrivedAt - b.arrivedAt);
      let recorded = 0;
      for (const entry of entries.slice(0, MOST_A_ROUND)) {
        if (isStopped()) return false;
        if (!record(entry)) continue;
        recorded += 1;
        const answer = await ami.dbDel(FAMILY, entry.channelId);
        if (answer.kind !== 'ok') throw new Error(`AstDB did not delete ${entry.channelId}: ${answer.why}`);
      }
      return recorded > 0 && entries.length > MOST_A_ROUND;
    },
  };
}
