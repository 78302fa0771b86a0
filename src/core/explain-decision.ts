import { WITHHELD } from './block-key.ts';
import type { MessageState } from './message-state.ts';
import type { Suppression } from './text-back-question.ts';

/** Words for the person who asks "why was this caller texted, or not?" */
export interface Explanation {
  /** What was decided, and why. */
  readonly why: string;
  /** What to do about it; null where there is nothing to do. */
  readonly remedy: string | null;
}

/** What is known of the call, for the words. Numbers as they are to be shown or typed. */
export interface ExplainedCall {
  /** The line's number, as it is typed in commands. */
  readonly line: string;
  readonly minRingSeconds: number;
  /** The caller's number as it came; `''` when withheld. */
  readonly caller: string;
  /** What the reason was judged by; `''` where that is not known. */
  readonly detail: string;
  /** Whether the text can still be sent or dropped. */
  readonly isHeld: boolean;
}

/** Why a call was not answered with a text, in plain words. */
export function explainSuppression(reason: Suppression, call: ExplainedCall): Explanation {
  const { line, caller, minRingSeconds } = call;
  const because = call.detail === '' ? '' : ` (${call.detail})`;
  switch (reason) {
    case 'test-call':
      return { why: 'Not texted: it was a test call.', remedy: null };
    case 'disabled':
      return {
        why: `Not texted: texting back was switched off for the line ${line}.`,
        remedy: `Switch it on with \`textback line set ${line} enabled on\`.`,
      };
    case 'answered':
      return { why: 'Not texted: somebody answered the call.', remedy: null };
    case 'outcome-unknown':
      return {
        why: 'Not texted: the call ended while Asterisk could not be heard, so somebody may have answered it.',
        remedy: 'Ask who was there, or call back.',
      };
    case 'blocked':
      return {
        why: `Not texted: the caller is on the block list${because}.`,
        remedy: unblocking(caller),
      };
    case 'tagged':
      return {
        why: `Not texted: the lead has a tag that forbids it${because}.`,
        remedy: `If that is wrong, take the tag off with \`textback lead untag ${caller} …\`.`,
      };
    case 'rang-too-briefly':
      return {
        why: `Not texted: the caller hung up before the line's minimum ring of ${minRingSeconds} s.`,
        remedy: `To text such callers too, lower it with \`textback line set ${line} min-ring 0\`.`,
      };
    case 'withheld-number':
      return {
        why: 'Not texted: the caller withheld the number, so there is nobody to text.',
        remedy: 'If this happens to every call, the trunk may not pass the caller ID on: ask the carrier.',
      };
    case 'own-number':
      return {
        why: `Not texted: ${caller} is one of your own numbers, which are never texted.`,
        remedy: null,
      };
    case 'not-textable':
      return {
        why: `Not texted: ${caller} cannot receive texts${because}.`,
        remedy: 'Call back instead.',
      };
    case 'opted-out':
      return {
        why: `Not texted: ${caller} asked for no more texts.`,
        remedy: 'Only the customer can change that, by texting START. You may still call.',
      };
    case 'consent-under-review':
      return {
        why: `Not texted: ${caller} seems to have asked for no more texts, and nobody has decided yet.`,
        remedy: `Read it with \`textback consent review\`, then \`textback consent resolve ${caller} --dismiss\`, or --opt-out.`,
      };
    case 'country-not-allowed':
      return {
        why: `Not texted: ${caller} is a number of a country that the line does not text${because}.`,
        remedy: `To text it too, name all countries with \`textback line set ${line} countries US,CA\`.`,
      };
    case 'too-old':
      return {
        why: "Not texted: it was too late. The line's text expiry was over before the text could be queued.",
        remedy: `See why textback was down then; or allow later texts with \`textback line set ${line} text-expiry 30m\`.`,
      };
    case 'in-conversation':
      return {
        why: `Not texted: somebody here is writing with ${caller}${because}.`,
        remedy:
          'Answer in person: `textback inbox`. How long that counts is set by `textback settings set pause-after-reply`.',
      };
    case 'cool-down':
      return {
        why: `Not texted: ${caller} was texted not long before, and has not replied${because}.`,
        remedy: `To text such callers sooner again, lower it with \`textback line set ${line} cool-down 1h\`.`,
      };
    case 'resolved':
      return { why: `Not texted: the caller has been talked to since${because}.`, remedy: null };
    case 'cap-reached':
      return {
        why: `${call.isHeld ? 'Not texted yet: a cap holds the text' : 'Not texted: a cap was reached'}${because}.`,
        remedy: call.isHeld
          ? 'Send or drop it with `textback caps release`.'
          : 'See the caps with `textback caps show`; set them with `textback settings set`.',
      };
    case 'quiet-hours':
      return {
        why: `Not texted: it was night where the caller is${because}.`,
        remedy: `To text such callers in the morning, allow later texts with \`textback line set ${line} text-expiry 12h\`.`,
      };
    case 'no-credit':
      return {
        why: 'Not texted: there was no credit left.',
        remedy: 'Top up with `textback credits topup 100`.',
      };
  }
}

/** A caller ID that is no number may hold anything: it does not go into a command for somebody to copy. */
function unblocking(caller: string): string {
  const typed = caller === '' ? WITHHELD : caller;
  return /^(\+?\d+|withheld)$/.test(typed)
    ? `If they should get through again: \`textback block remove ${typed}\`.`
    : 'If they should get through again, see `textback block list`.';
}

/** What became of a text, in plain words. `detail` is the carrier's. */
export function explainMessage(state: MessageState, detail: string): Explanation {
  const said = detail === '' ? '' : ` (${detail})`;
  switch (state) {
    case 'queued':
      return {
        why: `A text is waiting to be sent${said}.`,
        remedy: 'If it stays so, see that `textback serve` is running and the gateway is connected.',
      };
    case 'sending':
      return { why: 'A text is being sent.', remedy: null };
    case 'sent':
      return { why: 'A text was sent; the carrier has taken it.', remedy: null };
    case 'delivered':
      return { why: 'A text was sent and delivered.', remedy: null };
    case 'undelivered':
      return {
        why: `A text was sent, but the carrier could not deliver it${said}.`,
        remedy: 'Call back instead. If it happens often, ask the carrier what its code stands for.',
      };
    case 'failed':
      return {
        why: `A text was to be sent, but the carrier refused it${said}.`,
        remedy: 'Check that the carrier allows the sending number, and registers it for texting (10DLC).',
      };
    case 'expired':
      return {
        why: `A text was to be sent, but could not be in time${said}.`,
        remedy: 'See in the log why the gateway was not connected then.',
      };
    case 'cancelled':
      return {
        why: `A text was to be sent, but was cancelled${said}.`,
        remedy: null,
      };
    case 'unknown':
      return {
        why: `A text was given to the carrier, whose answer was lost${said}: it may have been delivered.`,
        remedy: 'It is not sent again, so that nobody is texted twice. A late receipt settles it.',
      };
    case 'received':
      return { why: 'A text came from the customer.', remedy: null };
  }
}
