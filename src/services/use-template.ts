import type { Millis } from '../core/clock.ts';
import type { Language } from '../core/language.ts';
import { findTrade, TRADES, type TradeTemplate } from '../core/trade-templates.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { type MessagePreview, preview, sampleValues } from './preview-message.ts';
import type { Rejection } from './rejection.ts';
import { wordLine } from './set-message.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export type UsedTemplate =
  | {
      readonly kind: 'changed' | 'unchanged';
      readonly usual: MessagePreview;
      readonly afterHours: MessagePreview;
      readonly hasHours: boolean;
    }
  | Rejection;

/** What to take: the words of a trade, in a language. */
export interface TemplateChoice {
  /** In any usual spelling. */
  readonly trade: string;
  readonly language: Language;
}

/** The template of a trade. */
export function tradeTemplate({
  trade,
  language,
}: TemplateChoice): { readonly kind: 'template'; readonly template: TradeTemplate } | Rejection {
  const found = findTrade(trade, language);
  if (found.kind === 'trade') return { kind: 'template', template: found.template };
  return {
    kind: 'not-found',
    problem: `There is no template for ${JSON.stringify(trade.slice(0, 64))}.`,
    remedy: found.meant === null ? `Use one of ${TRADES.join(', ')}.` : `Did you mean ${found.meant}?`,
  };
}

/** Takes the words of a trade for a line: the usual ones, and those for after hours. */
export function useTemplate(
  store: Store,
  request: TemplateChoice & { readonly number: string; readonly dryRun: boolean },
  business: Business,
  actor: string,
  now: Millis,
): UsedTemplate {
  const found = tradeTemplate(request);
  if (found.kind !== 'template') return found;
  const { message, afterHours } = found.template;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const wanted = findLine(tx, request.number, business.country);
    if (wanted.kind !== 'line') return wanted;
    const { line } = wanted;
    const { charge } = tx.settings.business();
    const changes = [
      wordLine(tx, line, 'default', message, actor, now),
      wordLine(tx, line, 'after-hours', afterHours, actor, now),
    ];
    return {
      kind: changes.includes(true) ? 'changed' : 'unchanged',
      usual: preview(message, sampleValues(tx, line, 'default', '', business, now), charge),
      afterHours: preview(afterHours, sampleValues(tx, line, 'after-hours', '', business, now), charge),
      hasHours: tx.hours.weekOf(line.id) !== null,
    };
  });
}
