import type { CallerId, CallPlan } from './call.ts';
import { plausibleName } from './lead-name.ts';
import type { CALLER_IDS } from './line-words.ts';
import { type Country, formatPhone, parsePhone } from './phone.ts';

/** What of a line decides what the rung phone shows. */
export interface CallerIdSettings {
  /** E.164. */
  readonly number: string;
  readonly name: string;
  readonly callerId: (typeof CALLER_IDS)[number];
  /** Null for the line's name. */
  readonly callerIdPrefix: string | null;
}

/** What desk phones show of a name on one line; on a cell phone it is the carrier that decides. */
const MAX_SHOWN = 32;
/** Of the caller, who matters more than the line. */
const MAX_CALLER_SHOWN = 20;

/**
 * What the rung phones are told of the caller. `business`: the line's number, with the caller in the name, where the
 * trunk sends no number that is not its own.
 * @param caller the number E.164, or as it came where that is none
 */
export function presentedCallerId(
  line: CallerIdSettings,
  caller: CallerId,
  country: Country,
): Pick<CallPlan, 'presentedCallerId' | 'divertedFrom'> {
  switch (line.callerId) {
    case 'caller':
      return { presentedCallerId: caller, divertedFrom: null };
    case 'diversion':
      return { presentedCallerId: caller, divertedFrom: line.number };
    case 'business':
      return {
        presentedCallerId: { name: prefixedName(line, caller, country), number: line.number },
        divertedFrom: null,
      };
  }
}

function prefixedName(
  { name, callerIdPrefix }: CallerIdSettings,
  caller: CallerId,
  country: Country,
): string {
  const isWithheld = parsePhone(caller.number, country).kind === 'withheld';
  const number = isWithheld ? 'no number' : formatPhone(caller.number, country);
  const who = cut(plausibleName(caller.name) || number, MAX_CALLER_SHOWN);
  return `${cut(callerIdPrefix ?? name, MAX_SHOWN - who.length - 1)} ${who}`;
}

/** Whole code points of at most `most` UTF-16 units. */
function cut(text: string, most: number): string {
  const kept = text.slice(0, most);
  return (/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept).trim();
}
