/** What cannot be read, and what to write in its place; for the person who wrote it. */
export interface WordsProblem {
  readonly kind: 'invalid';
  readonly problem: string;
  readonly remedy: string;
}

export function cannotRead(problem: string, remedy: string): WordsProblem {
  return { kind: 'invalid', problem, remedy };
}
