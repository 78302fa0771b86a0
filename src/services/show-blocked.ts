import { parseBlock } from '../core/block-key.ts';
import type { BlockTreatment } from '../core/line-words.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { Rejection } from './rejection.ts';

/** An entry of the block list, and what such a caller gets: the entry's own treatment, or the business's. */
export interface BlockView extends BlockRow {
  readonly effectiveTreatment: BlockTreatment;
}

/** The block list in the order of the numbers: at most `limit`, those after the number `after`. */
export function listBlocked(store: Store, limit: number, after?: string): readonly BlockView[] {
  return store.read((reader) => {
    const usual = reader.settings.business()['block-treatment'];
    return reader.blockedNumbers.list(limit, after).map((row) => view(row, usual));
  });
}

/** What the block list says of a caller. */
export function showBlocked(
  store: Store,
  number: string,
  country: Country,
): { readonly kind: 'block'; readonly block: BlockView } | Rejection {
  return store.read((reader) => {
    const key = blockKey(number, country);
    const row = key === null ? undefined : reader.blockedNumbers.of(key);
    if (row !== undefined)
      return { kind: 'block', block: view(row, reader.settings.business()['block-treatment']) };
    return {
      kind: 'not-found',
      problem: `${JSON.stringify(number.slice(0, 64))} is not on the block list.`,
      remedy: 'See `textback block list`.',
    };
  });
}

/** Under what somebody's spelling would stand on the block list; null where it never can. */
export function blockKey(number: string, country: Country): string | null {
  const parsed = parseBlock(number, country);
  return 'key' in parsed ? parsed.key : null;
}

function view(row: BlockRow, usual: BlockTreatment): BlockView {
  return { ...row, effectiveTreatment: row.treatment ?? usual };
}
