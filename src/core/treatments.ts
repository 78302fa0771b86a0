import type { Treatment } from './call.ts';
import { parseDialplanPlace } from './dialplan-place.ts';
import type { AFTER_MISSES, BlockTreatment } from './line-words.ts';

/** A line's settings for those who are not put through. */
export interface TreatmentSettings {
  readonly afterMiss: (typeof AFTER_MISSES)[number];
  /** As Asterisk finds it; null for the product's own. */
  readonly announcement: string | null;
  readonly announcementAnswers: boolean;
  /** `context,extension,priority`; null for nowhere. */
  readonly voicemail: string | null;
}

/**
 * What a caller hears whom nobody answered.
 * @param sounds the folder with the product's own recordings, as Asterisk sees it
 */
export function afterMissOf(line: TreatmentSettings, sounds: string): Treatment {
  switch (line.afterMiss) {
    case 'release':
      return RELEASE;
    case 'announcement':
      return announce(line.announcement ?? `${sounds}/not-available`, line);
    case 'voicemail':
      return voicemailOf(line);
  }
}

/** What a blocked caller hears, in place of ringback. */
export function blockedOf(treatment: BlockTreatment, line: TreatmentSettings, sounds: string): Treatment {
  switch (treatment) {
    case 'busy':
      return RELEASE;
    case 'announcement':
      return announce(`${sounds}/blocked`, line);
    case 'voicemail':
      return voicemailOf(line);
  }
}

/** ARI's name for a recording that Asterisk finds as `path`, below its own folder of sounds or by a whole path. */
export function soundOf(path: string): string {
  return `sound:${path}`;
}

const RELEASE: Treatment = { kind: 'release' };

function announce(path: string, { announcementAnswers }: TreatmentSettings): Treatment {
  return { kind: 'announce', media: [soundOf(path)], answers: announcementAnswers };
}

/** A caller whose line has no voicemail is released: better than sent to a place that is not there. */
function voicemailOf({ voicemail }: TreatmentSettings): Treatment {
  const place = voicemail === null ? null : parseDialplanPlace(voicemail);
  return place === null ? RELEASE : { kind: 'voicemail', place };
}
