import type { Ami } from '../asterisk/ami.ts';
import { type JournalEntry, readJournalEntry } from '../core/journal-entry.ts';
import { redactPhone } from '../core/phone.ts';
import { createDrain, type Drain } from './drain-family.ts';
import type { OutcomeParts } from './outcome-parts.ts';
import { recordJournaledCall } from './record-journaled-call.ts';
import { sayRecorded } from './say-recorded.ts';

export interface JournalParts extends OutcomeParts {
  readonly ami: Pick<Ami, 'dbGetTree' | 'dbDel'>;
  readonly dialTemplate: string;
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
