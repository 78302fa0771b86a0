import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { StageRow } from '../store/queries/stages.ts';

export interface BoardColumn {
  readonly stage: Pick<StageRow, 'name' | 'kind'>;
  /** By latest activity, newest first. */
  readonly leads: readonly LeadSummary[];
  /** Whether the stage has more of them. */
  readonly hasMore: boolean;
  /** How many stand there, as far as `MOST_COUNTED`. */
  readonly count: number;
}

/** Beyond it "more than" is all that anybody wants to know: with nine stages they are counted in 4 ms. */
export const MOST_COUNTED = 10_000;

/** The pipeline, stage by stage: at most `perStage` leads of each. */
export function leadBoard(store: Store, perStage: number): readonly BoardColumn[] {
  return store.read((reader) =>
    reader.stages.all().map(({ id, name, kind }) => {
      // One more than asked for tells whether there is more.
      const found = reader.leadLists.inStage(id, perStage + 1);
      const hasMore = found.length > perStage;
      const count = hasMore ? reader.leadLists.countInStage(id, MOST_COUNTED) : found.length;
      return { stage: { name, kind }, leads: found.slice(0, perStage), hasMore, count };
    }),
  );
}
