let used = 0;

/** From +1 212 300 0000 on: numbers that can be texted, each with a lead of its own, and none of them twice in a bench. */
export function unusedNumbers(count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    used += 1;
    return `+1212${3_000_000 + used}`;
  });
}
