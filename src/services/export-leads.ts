import { csvRow } from '../core/csv.ts';
import { formatVCard } from '../core/vcard.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';

/** `vcard` is version 4.0, `vcard3` version 3.0. */
export const LEAD_FORMATS = ['csv', 'vcard', 'vcard3'] as const;
export type LeadFormat = (typeof LEAD_FORMATS)[number];

export interface ExportedLead extends LeadSummary {
  /** Its own first. */
  readonly numbers: readonly string[];
  readonly tags: readonly string[];
}

const PAGE = 500;

const CSV_COLUMNS = [
  ...['number', 'also', 'name', 'stage', 'owner', 'tags', 'source', 'created', 'lastActivity', 'closed'],
];

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

/** The same as text, a lead at a time; a table begins with the names of its columns. */
export function* writeLeads(store: Store, format: LeadFormat): Generator<string> {
  if (format === 'csv') yield csvRow(CSV_COLUMNS);
  for (const lead of exportLeads(store)) {
    if (format === 'csv') yield csvRow(cellsOf(lead));
    else yield formatVCard(lead, format === 'vcard' ? '4.0' : '3.0');
  }
}

function cellsOf(lead: ExportedLead) {
  const [number = '', ...also] = lead.numbers;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return [
    ...[number, also.join('; '), lead.name, lead.stage, lead.owner, lead.tags.join('; '), lead.source],
    ...[iso(lead.createdAt), iso(lead.lastActivityAt), iso(lead.closedAt)],
  ];
}
