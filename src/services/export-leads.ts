import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';

export interface ExportedLead extends LeadSummary {
  /** Its own first. */
  readonly numbers: readonly string[];
  readonly tags: readonly string[];
}

const PAGE = 500;

/** Every lead, oldest first, read page by page. */
export function* exportLeads(store: Store): Generator<ExportedLead> {
  let last = 0;
  for (;;) {
    const page = store.read((reader) =>
      reader.leadLists.after(last, PAGE).map((lead) => ({
        ...lead,
        numbers: [lead.number, ...reader.leads.numbersMergedInto(lead.id)],
        tags: reader.tags.of(lead.id),
      })),
    );
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}
