import type { Millis } from './clock.ts';
import { formatDuration } from './duration.ts';

export const VOICEMAILS = ['left', 'not-left'] as const;
export type Voicemail = (typeof VOICEMAILS)[number];

/** What VoiceMail() said of a caller, as the dialplan wrote it down (`textback-voicemail` in asterisk/extensions.conf). */
export interface VoicemailEntry {
  /** The caller's channel: Asterisk's unique id, and the key in AstDB. */
  readonly channelId: string;
  /** When the caller hung up. */
  readonly at: Millis;
  readonly voicemail: Voicemail;
  /** Length of the message; null where there is none, or where it was deleted already. */
  readonly seconds: number | null;
}

/** What can be sent back over AMI to delete it. */
const KEY = /^[\x21-\x7e]{1,100}$/;
const VALUE = /^(\d{1,11}(?:\.\d{1,6})?)\|([A-Z]{1,20})\|(\d{0,9})$/;
const LONGEST_S = 86_400;

/** Reads one entry of AstDB's `textback/voicemail`; null where it is none. Never throws. */
export function readVoicemailEntry(key: string, value: string): VoicemailEntry | null {
  const [, epoch = '', status = '', seconds = ''] = VALUE.exec(value) ?? [];
  if (!KEY.test(key) || epoch === '') return null;
  // FAILED: hung up before the tone, or too soon after it. USEREXIT: pressed 0 or * and went elsewhere.
  const voicemail = status === 'SUCCESS' ? 'left' : 'not-left';
  return {
    channelId: key,
    at: Math.round(Number(epoch) * 1_000),
    voicemail,
    seconds: voicemail === 'left' && seconds !== '' ? Math.min(Number(seconds), LONGEST_S) : null,
  };
}

/** In plain words; null where no voicemail was offered, or it is not known yet. */
export function explainVoicemail(voicemail: Voicemail | null, seconds: number | null): string | null {
  if (voicemail === null) return null;
  if (voicemail === 'not-left') return 'left no voicemail';
  return seconds === null ? 'left a voicemail' : `left a voicemail of ${formatDuration(seconds * 1000)}`;
}
