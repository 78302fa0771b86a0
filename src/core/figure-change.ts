import type { FigureMeaning } from './report-figures.ts';

/** How a figure compares with the one before it. */
export interface FigureChange {
  /** In percent, rounded; of a share in points, with one digit. 0 for the same. */
  readonly by: number;
  readonly isPoints: boolean;
  /** Whether that is good news; null where it is neither. */
  readonly isBetter: boolean | null;
}

/** Null where either is missing, or where there was nothing to grow from. */
export function changeOf(
  value: number | null,
  previous: number | null,
  { unit, more }: Pick<FigureMeaning, 'unit' | 'more'>,
): FigureChange | null {
  const isPoints = unit === 'share';
  if (value === null || previous === null || (!isPoints && previous === 0)) return null;
  const difference = isPoints ? value - previous : (value - previous) / previous;
  const by = Number((100 * difference).toFixed(isPoints ? 1 : 0));
  // Minus nought is nought.
  if (by === 0) return { by: 0, isPoints, isBetter: null };
  return { by, isPoints, isBetter: more === 'neither' ? null : by > 0 === (more === 'good') };
}
