import { previewsOf } from '../services/preview-message.ts';
import { settingsVersion } from '../services/save-unchanged.ts';
import type { LinePartProps } from './line-page-state.ts';
import { messageSettings } from './message-form.ts';
import { TradeWords } from './pages/trade-words.tsx';

/** Words to start from, with what they come to on the line. */
export function LineTrades({ person, parts, line }: LinePartProps) {
  const { store, business, clock } = parts;
  const { number } = line;
  const now = clock.now();
  const usual = previewsOf(store, { number, variant: 'default' }, business, now);
  const closed = previewsOf(store, { number, variant: 'after-hours' }, business, now);
  if (usual.kind !== 'previews' || closed.kind !== 'previews') return null;
  const version = settingsVersion(store, messageSettings(number, ['default', 'after-hours'], parts));
  return <TradeWords {...{ person, line, version }} usual={usual.of} closed={closed.of} />;
}
