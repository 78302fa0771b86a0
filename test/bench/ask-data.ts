import { openStore, type Store } from '../../src/store/open-store.ts';
import { type DataQuestion, dataQuestions } from './data-questions.ts';

/** A question, and how long each time that it was asked took, in ms. */
export interface Answered {
  readonly question: DataQuestion;
  readonly samples: readonly number[];
}

/**
 * Asks lists, searches and reports of the database at `path`, each `asks` times in different ways, in this process: all,
 * or those that are wanted.
 */
export function askData(
  path: string,
  asks: number,
  isWanted: (question: DataQuestion) => boolean = () => true,
): readonly Answered[] {
  const store = openStore(path);
  try {
    const sizes = store.read((reader) => ({
      leads: reader.leadLists.newest(1)[0]?.id ?? 0,
      calls: reader.calls.newest(1)[0]?.id ?? 0,
    }));
    const questions = dataQuestions(sizes).filter(isWanted);
    return questions.map((question) => answer(store, question, asks));
  } finally {
    store.close();
  }
}

function answer(store: Store, question: DataQuestion, asks: number): Answered {
  const samples = Array.from({ length: asks }, (_, n) => {
    const since = performance.now();
    const found = question.ask(store, n);
    const ms = performance.now() - since;
    if (found === 0)
      throw new Error(`"${question.title}" found nothing: is this a database of \`npm run seed\`?`);
    return ms;
  });
  return { question, samples };
}
