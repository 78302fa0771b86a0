import { testPart } from '../test-part.tsx';
import { NoLineYet } from './message-step.tsx';
import type { StepProps } from './setup-state.ts';

export async function testStep(props: StepProps) {
  const { person, parts, line, state } = props;
  const { setup } = person.words;
  if (line === undefined) return <NoLineYet {...props} />;
  const run = parts.tests.latest();
  const { element } = await testPart({ person, line, run, page: 'setup', typed: state.typedTest });
  return (
    <section class="card stack">
      <h2>{setup.test.title}</h2>
      <p>{setup.testCall.means}</p>
      {element}
    </section>
  );
}
