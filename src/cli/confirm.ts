import type { Rejection } from '../services/rejection.ts';
import { onOneLine } from './harmless.ts';
import type { World } from './world.ts';

/** Asks before something that cannot be taken back; null when the answer is yes. */
export async function confirm(world: World, question: string): Promise<Rejection | null> {
  if (!world.canAsk) {
    return {
      kind: 'refused',
      problem: 'This needs a yes, and there is nobody at a terminal to ask.',
      remedy: 'Nothing was changed. Give --yes to do it without asking.',
    };
  }
  const answer = await world.ask(`${onOneLine(question)} [y/N] `);
  if (/^\s*y(es)?\s*$/i.test(answer)) return null;
  return { kind: 'refused', problem: 'The answer was not yes.', remedy: 'Nothing was changed.' };
}
