import { numberDialled } from './destination.ts';
import { type Country, parsePhone } from './phone.ts';

/** What became of a call that the business made (features.md C9). */
export const OUTBOUND_RESULTS = ['dialed', 'connected', 'no-answer'] as const;

/** Whom an extension called, outside. */
export interface OutsideParty {
  /** As it was dialled. */
  readonly raw: string;
  /** E.164; null for an emergency number, which is nobody's lead. */
  readonly number: string | null;
}

/** What an extension dials to reach another one, or a service of the PBX. */
const SHORT = /^\d{1,6}$/;
/** What the dialplan runs where nothing was dialled, say for a call that a program originates. */
const NOTHING = /^[a-z]?$/i;
/** Three digits sent to a trunk, by PJSIP (`911@trunk`) or otherwise (`trunk/911`): an extension may be called 111. */
const SERVICE = /^(\d{3})@|^[^/@]+\/(\d{3})$/;

/**
 * Whom a call goes to, by what the extension dialled and by what was then sent to the trunk; null where that is
 * nobody outside. What was sent counts more: it is without prefixes such as 9 or *67.
 * @param dialled the extension dialled; `''` or `s` for none
 * @param dialString what stands after the technology, e.g. `+12125550199@trunk`; `''` where it is not known
 */
export function outsideParty(dialled: string, dialString: string, country: Country): OutsideParty | null {
  const raw = NOTHING.test(dialled) ? dialString.replace(/@.*$|^.*\//g, '') : dialled;
  const [, before, after] = SERVICE.exec(dialString) ?? [];
  if (parsePhone(before ?? after ?? '', country).kind === 'emergency') return { raw, number: null };
  // A colleague may have their calls forwarded to a cell phone: that is not whom the extension called.
  if (SHORT.test(dialled)) return null;
  const number = numberIn(dialString, country) ?? numberIn(dialled, country);
  return number === null ? null : { raw, number };
}

function numberIn(dialled: string, country: Country): string | null {
  return numberDialled({ kind: 'endpoint', value: dialled }, country);
}
