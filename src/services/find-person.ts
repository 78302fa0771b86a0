import { type Country, parsePhone } from '../core/phone.ts';
import type { PersonKey } from '../store/queries/privacy.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

export interface Person extends PersonKey {
  readonly kind: 'person';
}

/**
 * All leads and numbers of whoever has this number; of nobody's, that number alone.
 * @param typed in any usual spelling, or a caller ID as it came
 */
export function findPerson(reader: Reader, typed: string, country: Country): Person | Rejection {
  const phone = parsePhone(typed, country);
  const key = phone.kind === 'number' ? phone.e164 : typed.trim();
  if (key === '') return NO_NUMBER;
  const own = ownPhone(reader, key);
  if (own !== null) return own;
  const lead = reader.leads.byNumber(key);
  if (lead === undefined) return { kind: 'person', leadIds: [], numbers: [key] };
  // What stands in the place of a number that is gone.
  if (lead.erasedAt !== null) return NO_NUMBER;
  const leads = reader.privacy.leadsOf(lead.id);
  return {
    kind: 'person',
    leadIds: leads.map(({ id }) => id),
    numbers: [...new Set([key, ...leads.map(({ number }) => number)])],
  };
}

/** The business's own phones are settings, and in all that it did. */
function ownPhone(reader: Reader, key: string): Rejection | null {
  const person = reader.users.byPhone(key);
  const isLine = reader.lines.byNumber(key) !== undefined;
  const isInternal = reader.settings.business()['internal-numbers'].includes(key);
  if (!isLine && !isInternal && person === undefined) return null;
  const whose = isLine ? 'one of your own lines' : `the phone of ${person?.name ?? 'your business'}`;
  return {
    kind: 'refused',
    problem: `${key} is ${whose}: this erases customers.`,
    remedy:
      'Nothing was changed. Check the number; see `textback line list`, `textback user list` and the setting internal-numbers.',
  };
}

const NO_NUMBER: Rejection = {
  kind: 'invalid',
  problem: 'There is no number.',
  remedy: 'Give the number in any usual spelling, e.g. +12125550123.',
};
