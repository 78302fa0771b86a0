import type { Millis } from '../core/clock.ts';
import { LINE_SETTINGS } from '../core/line-settings.ts';
import type { Variant } from '../core/message-variants.ts';
import { plainText } from '../core/smart-replacements.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { type MessagePreview, preview, sampleValues } from './preview-message.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';
import { templateOf } from './word-message.ts';

export interface MessageToSet {
  /** The line, in any usual spelling. */
  readonly number: string;
  /** Null takes a variant away, and gives the default back to the product. */
  readonly template: string | null;
  readonly variant: Variant | 'default';
  /** Whether characters that would force UCS-2 are replaced by plainer ones. */
  readonly plain: boolean;
  readonly dryRun: boolean;
}

export type MessageSet =
  | {
      readonly kind: 'changed' | 'unchanged';
      readonly preview: MessagePreview;
      /** Beside what the preview warns of. */
      readonly notes: readonly string[];
    }
  | Rejection;

/** Words what a line texts, at all times or when a variant fits, and shows what a nameless caller will read. */
export function setMessage(
  store: Store,
  request: MessageToSet,
  business: Business,
  actor: string,
  now: Millis,
): MessageSet {
  const { variant } = request;
  const read = readTemplate(request, business);
  if ('problem' in read) return read;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLine(tx, request.number, business.country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const changed = wordLine(tx, line, variant, read.template, actor, now);
    const after = tx.lines.byId(line.id) ?? line;
    const template = templateOf(tx.templates.of(line.id), after, variant);
    return {
      kind: changed ? 'changed' : 'unchanged',
      preview: preview(
        template,
        sampleValues(tx, after, variant, '', business, now),
        tx.settings.business().charge,
      ),
      notes: read.template === null ? [] : notesOn(tx, line, variant),
    };
  });
}

/** Sets, or with null takes away, what a line says; audited. False where it was so already. */
export function wordLine(
  tx: Writer,
  line: LineRow,
  variant: Variant | 'default',
  template: string | null,
  actor: string,
  now: Millis,
): boolean {
  const before = variant === 'default' ? line.message : (tx.templates.of(line.id)[variant] ?? null);
  if (before === template) return false;
  if (variant === 'default') tx.lines.change(line.id, { message: template });
  else if (template === null) tx.templates.clear(line.id, variant);
  else tx.templates.set(line.id, variant, template);
  tx.audit.record({
    at: now,
    actor,
    action: variant === 'default' ? 'set message' : `set message ${variant}`,
    subject: `line:${line.number}`,
    before,
    after: template,
  });
  return true;
}

function readTemplate(
  { template, plain }: MessageToSet,
  { country }: Business,
): { readonly template: string | null } | Rejection {
  if (template === null) return { template };
  const read = LINE_SETTINGS.message.read(plain ? plainText(template).text : template, country);
  return read.kind === 'value' ? { template: read.value } : read;
}

/** What keeps a variant from ever being said. */
function notesOn(tx: Writer, line: LineRow, variant: Variant | 'default'): string[] {
  const hasWeek = tx.hours.weekOf(line.id) !== null;
  const hasHolidays = tx.hours.holidaysOf(line.id).length + tx.hours.holidaysOf(null).length > 0;
  if (variant === 'after-hours' && !hasWeek) {
    return [
      `The line has no hours, so it is never after them. Set them: textback hours set ${line.number} …`,
    ];
  }
  if (variant === 'holiday' && !hasHolidays) {
    return [`The line has no holidays. Add them: textback holiday add ${line.number} …`];
  }
  return [];
}
