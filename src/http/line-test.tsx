import type { LinePartProps } from './line-page-state.ts';
import { testPart } from './test-part.tsx';

/** Tries the line as it is set. */
export async function LineTest({ person, parts, line, state }: LinePartProps) {
  const { testCall } = person.words.setup;
  const run = parts.tests.latest();
  const { element } = await testPart({ person, line, run, page: 'settings', typed: state.typedTest });
  return (
    <section class="card stack">
      <h2>{testCall.title}</h2>
      <p>{testCall.means}</p>
      {element}
    </section>
  );
}
