import { expect, test } from 'vitest';
import { FIGURE_NAMES, FIGURES, FUNNEL } from '../../../src/core/report-figures.ts';

test('given the figures, when their names are listed, then each is there once, in order, with a whole sentence', () => {
  expect(FIGURE_NAMES).toEqual(Object.keys(FIGURES));
  for (const means of [...Object.values(FIGURES).map((figure) => figure.means), ...Object.values(FUNNEL)]) {
    expect(means).toMatch(/^[A-Z].*\.$/);
  }
});
