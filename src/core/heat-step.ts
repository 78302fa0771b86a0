/** How dark a count is drawn: 0 for none; the rest of the steps shares what there is, the last for the most. */
export function heatStep(count: number, most: number, steps: number): number {
  return count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * (steps - 1)));
}
