import type { Ami } from '../asterisk/ami.ts';
import type { Millis } from '../core/clock.ts';
import { fallbackEndpoints } from '../core/hunt-plan.ts';
import { formatPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { gatherHunt } from './gather-hunt.ts';
import { syncFamily } from './sync-family.ts';

/** Where the shipped dialplan looks for what to dial when the daemon is not there. */
export const FALLBACK_FAMILY = 'textback/fallback';
/** AMI takes lines of 1,023 bytes, AstDB's value being one of them (see ARCHITECTURE.md). */
const MAX_DIALLED_BYTES = 900;

/**
 * What the dialplan dials for each line without us: one step's phones, all at once, for the line's ring timeout
 * (`PJSIP/+12125550199@trunk,25`). Keyed by the DID's digits, with the country code and
 * as the country writes it, since trunks deliver either.
 */
export function fallbacks(
  store: Pick<Store, 'read'>,
  settings: { readonly dialTemplate: string; readonly business: Business },
  now: Millis,
): ReadonlyMap<string, string> {
  return store.read((reader) => {
    const entries = new Map<string, string>();
    for (const line of reader.lines.all()) {
      const { hunt, context } = gatherHunt(reader, line, settings, now);
      const dialled = dialString(fallbackEndpoints(hunt, context));
      if (dialled !== '') {
        const value = `${dialled},${line.ringTimeoutSeconds}`;
        for (const spelling of [line.number, formatPhone(line.number, settings.business.country)]) {
          entries.set(spelling.replace(/\D/g, ''), value);
        }
      }
    }
    return entries;
  });
}

/** As many of the phones, in their order, as AstDB can be told. */
function dialString(endpoints: readonly string[]): string {
  const bytes = new TextEncoder();
  return endpoints.reduce((dialled, endpoint) => {
    const longer = dialled === '' ? endpoint : `${dialled}&${endpoint}`;
    return bytes.encode(longer).length <= MAX_DIALLED_BYTES ? longer : dialled;
  }, '');
}

/**
 * Brings AstDB in step with the lines.
 * @throws Error with Asterisk's words where it could not; what was written until then stands
 */
export async function mirrorFallbacks(
  store: Store,
  ami: Ami,
  settings: { readonly dialTemplate: string; readonly business: Business },
  now: Millis,
): Promise<void> {
  await syncFamily(ami, FALLBACK_FAMILY, fallbacks(store, settings, now));
}
