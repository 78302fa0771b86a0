import { expect, test } from 'vitest';
import { searchLeads } from '../../src/services/search-leads.ts';
import { openServiceBench } from '../fakes/service-bench.ts';

const EXACT = '+12125550123';
const LONGER = '+12125550124';

function searched(limit: number) {
  const bench = openServiceBench();
  bench.queueText(EXACT, 'the heat is off');
  bench.queueText(LONGER, 'the heater is off');
  const found = (text: string, after?: string) =>
    searchLeads(bench.store, { text, limit, ...(after === undefined ? {} : { after }) });
  return { found };
}

test('given a newer text with a longer word, when the word is looked for, then who wrote just that comes first', () => {
  const { found } = searched(10);
  expect(found('heat')).toMatchObject({
    leads: [
      { lead: { number: EXACT }, where: 'text' },
      { lead: { number: LONGER }, where: 'text' },
    ],
    after: null,
  });
  expect(found('hea')).toMatchObject({ leads: [{ lead: { number: LONGER } }, { lead: { number: EXACT } }] });
});

test('given a page of one lead, when its pages are read on, then each of the two stands on one', () => {
  const { found } = searched(1);
  const first = found('heat off');
  expect(first).toMatchObject({ leads: [{ lead: { number: EXACT } }] });
  const after = first.kind === 'found' ? first.after : null;
  expect(found('heat off', after ?? '')).toMatchObject({ leads: [{ lead: { number: LONGER } }] });
});
