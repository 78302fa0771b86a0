import { didYouMean } from '../core/did-you-mean.ts';
import type { StageRow } from '../store/queries/stages.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

/** The stage of this name, whatever its case; or the only one whose name begins so. */
export function findStage(
  reader: Reader,
  name: string,
): { readonly kind: 'stage'; readonly stage: StageRow } | Rejection {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ');
  const all = reader.stages.all();
  const exact = all.find((stage) => plain(stage.name) === plain(name));
  const begun = all.filter((stage) => plain(stage.name).startsWith(plain(name)));
  const stage = exact ?? (begun.length === 1 ? begun[0] : undefined);
  if (stage !== undefined) return { kind: 'stage', stage };
  const names = all.map((each) => each.name);
  const meant = didYouMean(name, names);
  return {
    kind: 'not-found',
    problem: `There is no stage ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: meant === null ? `The stages are ${names.join(', ')}.` : `Did you mean ${meant}?`,
  };
}
