import { addLine } from '../services/add-line.ts';
import type { Rejection } from '../services/rejection.ts';
import type { LineView } from '../services/show-line.ts';
import { topUpCredits } from '../services/top-up-credits.ts';
import type { Store } from '../store/open-store.ts';
import { DEMO_CAST, DEMO_CREDITS, DEMO_RING_SECONDS } from './demo-cast.ts';
import { DemoFailure } from './demo-failure.ts';

const ACTOR = 'demo';

/** Sets up one line and its credits, by the same services as `textback line add` and `textback credits topup`. */
export function setUpDemoLine(store: Store): { readonly line: LineView; readonly balance: number } {
  const { business: name, country, line: number, phone: forward } = DEMO_CAST;
  // No cool-down: whoever presses Enter for another missed call wants to see its text.
  const settings = { name, forward, 'ring-timeout': String(DEMO_RING_SECONDS), 'cool-down': '0' };
  const now = Date.now();
  const added = addLine(store, { number, settings, dryRun: false }, { name, country }, ACTOR, now);
  if (added.kind !== 'added') throw refused(added);
  const topUp = { amount: DEMO_CREDITS, key: 'demo', note: 'for the demo', dryRun: false };
  const topped = topUpCredits(store, topUp, ACTOR, now);
  if ('problem' in topped) throw refused(topped);
  return { line: added.line, balance: topped.balance };
}

function refused({ problem, remedy }: Rejection): DemoFailure {
  return new DemoFailure(`${problem} ${remedy}`);
}
