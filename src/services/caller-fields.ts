import { MAX_CALLER_ID_LENGTH } from '../core/block-key.ts';
import { parsePhone } from '../core/phone.ts';
import type { NewCall } from '../store/queries/calls.ts';
import type { Business } from './business.ts';

/** What is kept of a caller ID, as the network gave it: cut, because it comes from outside. */
export function callerFields(
  { callerNumber, callerName }: { readonly callerNumber: string; readonly callerName: string },
  { country }: Business,
): Pick<NewCall, 'fromRaw' | 'fromNumber' | 'fromName'> {
  const shown = callerNumber.trim().slice(0, MAX_CALLER_ID_LENGTH);
  const phone = parsePhone(shown, country);
  return {
    fromRaw: phone.kind === 'withheld' ? '' : shown,
    fromNumber: phone.kind === 'number' ? phone.e164 : null,
    fromName: callerName.slice(0, MAX_CALLER_ID_LENGTH),
  };
}
