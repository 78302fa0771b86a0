/** What stands where privacy purge took out what a customer wrote, or who they are. */
export const ERASED_WORDS = '(removed by privacy purge)';

/** A text's words, or that they are gone. */
export function textOr(text: string, erasedAt: number | null): string {
  return erasedAt === null ? text : ERASED_WORDS;
}
