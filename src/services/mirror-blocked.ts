import type { Ami } from '../asterisk/ami.ts';
import { dialplanKeys } from '../core/block-key.ts';
import { type Country, formatPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import { MOST_BLOCKED } from './block-number.ts';
import { syncFamily } from './sync-family.ts';

/** Where the shipped dialplan looks whether a caller is blocked when the daemon is not there. */
export const BLOCKED_FAMILY = 'textback/blocked';
/** Whatever treatment is set: without us nothing is announced. */
const BUSY = 'busy';

/** The block list by the digits that a trunk may send, with the country code and as the country writes it. */
export function blockedForDialplan(
  store: Pick<Store, 'read'>,
  country: Country,
): ReadonlyMap<string, string> {
  const rows = store.read((reader) => reader.blockedNumbers.list(MOST_BLOCKED));
  const keys = rows.flatMap(({ number }) => dialplanKeys(number, formatPhone(number, country)));
  return new Map(keys.map((key) => [key, BUSY]));
}

/**
 * Brings AstDB in step with the block list.
 * @throws Error with Asterisk's words where it could not; what was written until then stands
 */
export async function mirrorBlocked(store: Store, ami: Ami, country: Country): Promise<void> {
  await syncFamily(ami, BLOCKED_FAMILY, blockedForDialplan(store, country));
}
