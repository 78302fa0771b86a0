import { type Cap, describeCap } from './caps.ts';
import type { Millis } from './clock.ts';
import { formatDuration } from './duration.ts';

/**
 * What an alert is about, as it is kept and logged: English, without phone numbers. People read it in their own
 * language, which notice-details-es.ts has sentence by sentence: a change here is one there.
 */
export const alertDetails = {
  lowBalance: (balance: number, low: number) =>
    `${balance} credits are left, fewer than ${low}: top up with \`textback credits topup 100\``,

  consentReview: (leadId: number) =>
    `lead ${leadId} seems to ask for no more texts: decide with \`textback consent review\`; missed calls are not answered with texts until then`,

  autoReplyLoop: (leadId: number, limit: number) =>
    `lead ${leadId} got ${limit} automatic answers within an hour and gets no more for now: perhaps a machine answers us`,

  capReached: (cap: Cap, limit: number) =>
    `${limit} ${describeCap(cap)}: the cap ${cap} is reached, and missed callers' texts are held. ` +
    'See them with `textback caps list`; send or drop them with `textback caps release`',

  replyRate: () =>
    'None of the latest 40 missed callers who were texted has replied, where every tenth did before: the ' +
    'calls may be forged, or carriers may filter your texts. Look at the callers with `textback call list`',

  responseLate({ leadId, waitedMs, lineName, owner, formerOwner }: LateResponse) {
    const from = formerOwner === null ? '' : `, it was ${formerOwner}'s`;
    return `Lead ${leadId} has waited ${formatDuration(waitedMs)} for somebody to call back (${lineName}). It is ${owner ?? 'nobody'}'s now${from}. See it with \`textback lead show ${leadId}\``;
  },

  gatewayDown: (name: string, why: string) =>
    `the gateway ${name} is down: ${why}; texts wait, or go out through the next gateway`,

  /** `link`: `ARI` or `AMI`. */
  pbxDown: (link: string, why: string) =>
    `textback has lost Asterisk (${link}): ${why}; calls ring on through the dialplan, and are caught up with later`,

  webhookWaits: (name: string, why: string) => `the webhook "${name}" takes no events: ${why}; they wait`,

  webhookOff: (name: string, why: string) =>
    `the webhook "${name}" was switched off: ${why}; textback webhook set "${name}" --enable goes on`,

  passkeyCopied: (person: string, id: number) =>
    `passkey ${id} of ${person} was refused: it says it was used less often than before, so somebody may have a copy. Take it away with \`textback user passkey remove "${person}" ${id}\`, and have a new one added`,
};

interface LateResponse {
  readonly leadId: number;
  readonly waitedMs: Millis;
  readonly lineName: string;
  /** Whose it is now; null for nobody. */
  readonly owner: string | null;
  /** Whose it was; null where nobody else had it. */
  readonly formerOwner: string | null;
}
