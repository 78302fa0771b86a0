import type { Ami, AmiFields } from '../asterisk/ami.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { readVoicemailEntry, type VoicemailEntry } from '../core/voicemail.ts';
import type { Store } from '../store/open-store.ts';
import { createDrain, type Drain } from './drain-family.ts';
import { recordVoicemail } from './record-voicemail.ts';

/** By which the dialplan tells that there is one (AMI). */
const EVENT_NAME = 'TextbackVoicemail';
/** The call may stand in the journal still, or never have been for a line of ours. */
const WAIT_FOR_CALL_MS: Millis = 600_000;
const MOST_AWAITED = 5_000;

export interface VoicemailParts {
  readonly store: Store;
  readonly ami: Pick<Ami, 'dbGetTree' | 'dbDel'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whether an AMI event tells of a voicemail. */
export function tellsOfVoicemail(event: AmiFields): boolean {
  return event['userevent'] === EVENT_NAME;
}

/** What VoiceMail() said of callers who had been with us. */
export function createVoicemailDrain({ store, ami, clock, log }: VoicemailParts): Drain {
  /** Entries of no call that is known, by channel, and since when. */
  const awaited = new Map<string, Millis>();

  /** Whether it has waited long enough. */
  function giveUp({ channelId }: VoicemailEntry): boolean {
    const since = awaited.get(channelId) ?? clock.now();
    if (awaited.size < MOST_AWAITED) awaited.set(channelId, since);
    if (clock.now() - since < WAIT_FOR_CALL_MS) return false;
    awaited.delete(channelId);
    log.debug({ key: channelId }, 'a voicemail belongs to no call that is known here; it is not recorded');
    return true;
  }

  return createDrain({
    ami,
    log,
    family: 'textback/voicemail',
    read: readVoicemailEntry,
    timeOf: ({ at }) => at,
    record(entry) {
      const recorded = recordVoicemail(store, entry);
      if (recorded.kind === 'no-such-call') return giveUp(entry);
      awaited.delete(entry.channelId);
      const { voicemail, seconds } = entry;
      log.info({ call: recorded.callId, voicemail, seconds }, 'what became of the voicemail is recorded');
      return true;
    },
    words: {
      strange: 'AstDB has an entry that tells of no voicemail; delete it',
      failed: 'what became of a voicemail could not be recorded; trying again',
    },
  });
}
