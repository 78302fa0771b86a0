import type { Figure, FigureSet, Subject } from './figures.ts';

/** All figures of the parts of a bench; calls that went wrong are added up. */
export function mergeFigures(sets: readonly FigureSet[]): FigureSet {
  const failedCalls: Partial<Record<Subject, Figure>> = {};
  for (const { failedCalls: failed = {} } of sets) {
    for (const subject of ['ours', 'native'] as const) {
      const count = failed[subject];
      if (count !== undefined) failedCalls[subject] = Number(failedCalls[subject] ?? 0) + Number(count);
    }
  }
  const all: FigureSet = Object.assign({}, ...sets);
  return Object.keys(failedCalls).length === 0 ? all : { ...all, failedCalls };
}
