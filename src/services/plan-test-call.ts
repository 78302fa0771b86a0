import type { Country } from '../core/phone.ts';
import type { Reader } from '../store/queries.ts';
import { chooseLine } from './choose-line.ts';
import { findNumber } from './find-number.ts';
import type { Rejection } from './rejection.ts';
import type { TestCallRequest } from './test-call-request.ts';

/** Where calls from the trunk enter the dialplan that textback ships. */
export const INBOUND_CONTEXT = 'textback-inbound';

/** A test call as a person asks for it. */
export interface AskedTestCall {
  /** In any usual spelling; absent for the only line there is. */
  readonly line: string | undefined;
  readonly rings: boolean;
  /** A phone that calls, and is really texted; absent where nobody is to be. */
  readonly text: string | undefined;
  /** The caller ID shown, where nobody is texted; absent for the line's own number. */
  readonly from: string | undefined;
  /** What the trunk would send as the number dialled; absent for the line's. */
  readonly dial: string | undefined;
  readonly context: string;
}

/** What is to be tried, or why it cannot be. */
export function planTestCall(
  reader: Reader,
  { line: number, rings, text, from, dial, context }: AskedTestCall,
  country: Country,
): { readonly kind: 'planned'; readonly request: TestCallRequest } | Rejection {
  const chosen = chooseLine(reader, number, country);
  if (chosen.kind !== 'line') return chosen;
  const { line } = chosen;
  if (line.mode === 'observe') {
    return {
      kind: 'refused',
      problem: `${line.number} is a line that textback only observes: FreePBX rings its phones.`,
      remedy: 'Call it from a phone of yours, and see `textback call list`.',
    };
  }
  const shown = text ?? from;
  const found = shown === undefined ? null : findNumber(shown, country);
  if (found !== null && found.kind !== 'number') return found;
  const texts = text !== undefined;
  const request = { line, from: found?.e164 ?? null, rings, texts, dial: dial ?? line.number, context };
  return { kind: 'planned', request };
}
