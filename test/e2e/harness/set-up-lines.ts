import { CAPS } from '../../../src/core/caps.ts';
import { replaceSteps } from '../../../src/core/hunt-group.ts';
import { parseHunt } from '../../../src/core/hunt-words.ts';
import type { LineSetting } from '../../../src/core/line-settings.ts';
import { addLine } from '../../../src/services/add-line.ts';
import { changeHunt } from '../../../src/services/change-hunt.ts';
import { changeSetting } from '../../../src/services/change-settings.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { TEMPLATE } from './installation.ts';

export interface LineSetUp {
  readonly number: string;
  /** As `textback line hunt set` reads it. */
  readonly hunt: string;
  readonly settings?: { readonly [setting in LineSetting]?: string };
}

const BUSINESS = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' } as const;

/**
 * Many lines at once, by the services that the command line uses: a process for each command would take longer than
 * the calls. No caps: the tests' crowds are what those are there to hold.
 */
export function setUpLines(databasePath: string, lines: readonly LineSetUp[]): void {
  const store = openStore(databasePath);
  const now = Date.now();
  for (const { number, hunt, settings = {} } of lines) {
    const given = { 'ring-timeout': '10', ...settings, forward: '+12125550199' };
    const added = addLine(store, { number, settings: given, dryRun: false }, BUSINESS, 'test', now);
    if (added.kind !== 'added') throw new Error(`The line ${number}: ${added.problem}`);
    const plan = parseHunt(hunt, BUSINESS.country);
    if (plan.kind !== 'steps') throw new Error(`The line ${number}, "${hunt}": ${plan.problem}`);
    const edit = replaceSteps(plan.steps);
    const changed = changeHunt(store, { number, edit, order: null, dryRun: false }, 'US', 'test', now);
    if (!('line' in changed)) throw new Error(`The line ${number}, "${hunt}": ${changed.problem}`);
    const row = store.read((reader) => reader.lines.byNumber(number));
    if (row !== undefined) store.transact('promised', (tx) => tx.lines.change(row.id, { message: TEMPLATE }));
  }
  for (const cap of CAPS)
    changeSetting(store, { name: `cap-${cap}`, value: 'off', dryRun: false }, 'test', now);
  store.close();
}
