import { Hono } from 'hono';
import type { LeadFormat } from '../../services/export-leads.ts';
import { rejected } from '../problem.tsx';
import { LEAD_ID, leadOf } from '../thread-page.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const TYPES = { csv: 'text/csv; charset=utf-8', vcard: 'text/vcard; charset=utf-8' } as const;
/** What is read before others are served again: a few milliseconds' worth. */
const CHUNK_LEADS = 200;

/** Leads as files for other programs, as `textback lead export` writes them. */
export function leadFileRoutes(parts: WebParts): Hono<PersonEnv> {
  const file = (format: keyof typeof TYPES, name: string) => ({
    'Content-Type': TYPES[format],
    'Content-Disposition': `attachment; filename="${name}"`,
  });
  return new Hono<PersonEnv>()
    .get('/leads/export.csv', async (context) =>
      context.body(await streamOf(parts, 'csv'), 200, file('csv', 'leads.csv')),
    )
    .get('/leads/export.vcf', async (context) =>
      context.body(await streamOf(parts, 'vcard'), 200, file('vcard', 'leads.vcf')),
    )
    .get(`/leads/${LEAD_ID}/contact.vcf`, async (context) => {
      const found = leadOf(context, parts);
      if (found.kind !== 'lead') return rejected(context, found);
      // Loaded with the first file, as it brings a library that nothing else of the daemon needs.
      const { formatVCard } = await import('../../core/vcard.ts');
      const name = `lead-${found.lead.id}.vcf`;
      return context.body(formatVCard(found.lead, '4.0'), 200, file('vcard', name));
    });
}

/** Read as it is taken: whoever stops loading it stops the reading. */
async function streamOf({ store }: WebParts, format: LeadFormat): Promise<ReadableStream<Uint8Array>> {
  const { writeLeads } = await import('../../services/export-leads.ts');
  const leads = writeLeads(store, format);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Others are served between two chunks.
      await new Promise((resolve) => setImmediate(resolve));
      const text = nextOf(leads);
      if (text === '') controller.close();
      else controller.enqueue(encoder.encode(text));
    },
    cancel() {
      leads.return(undefined);
    },
  });
}

function nextOf(leads: Generator<string>): string {
  let text = '';
  for (let n = 0; n < CHUNK_LEADS; n += 1) {
    const { done, value } = leads.next();
    if (done === true) break;
    text += value;
  }
  return text;
}
