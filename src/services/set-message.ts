import type { Millis } from '../core/clock.ts';
import { DEFAULT_MESSAGE } from '../core/placeholders.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { changeLine } from './change-line.ts';
import { type MessagePreview, render } from './preview-message.ts';
import type { Rejection } from './rejection.ts';
import type { LineView } from './show-line.ts';

export type MessageSet =
  | { readonly kind: 'changed' | 'unchanged'; readonly line: LineView; readonly preview: MessagePreview }
  | Rejection;

/** Words a line's text-back, and shows what a caller without a name will read from the next miss on. */
export function setMessage(
  store: Store,
  request: { readonly number: string; readonly template: string; readonly dryRun: boolean },
  business: Business,
  actor: string,
  now: Millis,
): MessageSet {
  const { number, template, dryRun } = request;
  const changed = changeLine(
    store,
    { number, setting: 'message', value: template, dryRun },
    business.country,
    actor,
    now,
  );
  if ('problem' in changed) return changed;
  const { kind, line } = changed;
  return { kind, line, preview: render(line.message ?? DEFAULT_MESSAGE, line.name, '') };
}
