import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { StageRow } from '../store/queries/stages.ts';

export interface BoardColumn {
  readonly stage: Pick<StageRow, 'name' | 'kind'>;
  /** By latest activity, newest first. */
  readonly leads: readonly LeadSummary[];
  /** Whether the stage has more of them. */
  readonly hasMore: boolean;
}

/** The pipeline, stage by stage: at most `perStage` leads of each. */
export function leadBoard(store: Store, perStage: number): readonly BoardColumn[] {
  return store.read((reader) =>
    reader.stages.all().map(({ id, name, kind }) => {
      // One more than asked for tells whether there is more.
      const found = reader.leadLists.inStage(id, perStage + 1);
      return { stage: { name, kind }, leads: found.slice(0, perStage), hasMore: found.length > perStage };
    }),
  );
}
