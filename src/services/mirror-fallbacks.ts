import type { Ami } from '../asterisk/ami.ts';
import { type Country, formatPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { planLine } from './plan-line.ts';
import { syncFamily } from './sync-family.ts';

/** Where the shipped dialplan looks for what to dial when the daemon is not there. */
const FAMILY = 'textback/fallback';
const NOBODY = { id: { name: '', number: '' }, blocked: null };

/**
 * What the dialplan dials for each line without us: the first step's destinations, all at once, for the
 * line's ring timeout (`PJSIP/+12125550199@trunk,25`). Keyed by the DID's digits, with the country code and
 * as the country writes it, since trunks deliver either.
 */
export function fallbacks(store: Store, dialTemplate: string, country: Country): ReadonlyMap<string, string> {
  return store.read((reader) => {
    const entries = new Map<string, string>();
    for (const line of reader.lines.all()) {
      const [first] = planLine(reader, line, NOBODY, { dialTemplate, sounds: '' }).steps;
      const endpoints = first?.destinations.map((destination) => destination.endpoint) ?? [];
      if (endpoints.length > 0) {
        const value = `${endpoints.join('&')},${line.ringTimeoutSeconds}`;
        for (const spelling of [line.number, formatPhone(line.number, country)]) {
          entries.set(spelling.replace(/\D/g, ''), value);
        }
      }
    }
    return entries;
  });
}

/**
 * Brings AstDB in step with the lines.
 * @throws Error with Asterisk's words where it could not; what was written until then stands
 */
export async function mirrorFallbacks(
  store: Store,
  ami: Ami,
  settings: { readonly dialTemplate: string; readonly business: Business },
): Promise<void> {
  await syncFamily(ami, FAMILY, fallbacks(store, settings.dialTemplate, settings.business.country));
}
