import type { Ami } from '../asterisk/ami.ts';
import type { Clock } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import { type JournalEntry, readJournalEntry } from '../core/journal-entry.ts';
import type { Log } from '../core/log.ts';
import { redactPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { createDrain, type Drain } from './drain-family.ts';
import { recordJournaledCall } from './record-journaled-call.ts';
import { sayRecorded } from './say-recorded.ts';

export interface JournalParts {
  readonly store: Store;
  readonly ami: Pick<Ami, 'dbGetTree' | 'dbDel'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
  readonly dialTemplate: string;
  /** Told after a commit that put a text in the outbox. */
  readonly onQueued: () => void;
  readonly tell: Tell;
}

/** The calls that the shipped dialplan handled without us. */
export function createJournalDrain(parts: JournalParts): Drain {
  const { store, ami, clock, log } = parts;

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
    sayRecorded(recorded, call, parts);
  }

  return createDrain({
    ami,
    log,
    family: 'textback/journal',
    read: readJournalEntry,
    timeOf: ({ arrivedAt }) => arrivedAt,
    record(entry) {
      say(entry, recordJournaledCall(store, entry, parts, clock.now()));
      return true;
    },
    words: {
      strange: 'AstDB has an entry that is no journalled call; delete it',
      failed: 'a call that rang without textback could not be recorded; trying again',
    },
  });
}
