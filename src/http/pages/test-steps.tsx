import type { TestStep } from '../../core/test-steps.ts';
import type { TestRun } from '../../services/test-desk.ts';
import type { Person } from '../web-env.ts';
import { Prose } from './prose.tsx';

interface TestStepsProps {
  readonly person: Person;
  readonly run: TestRun;
}

/** What was tried so far, whether it works, and what to do where it does not. */
export function TestSteps({ person, run }: TestStepsProps) {
  const { testCall } = person.words.setup;
  const isBad = run.state === 'failed';
  return (
    <div class="stack">
      <p class={isBad ? 'problem' : 'done'} role={isBad ? 'alert' : 'status'}>
        {testCall[run.state]}
      </p>
      <ol class="test-steps" aria-label={testCall.stepsLabel}>
        {run.steps.map((step) => (
          <Step person={person} step={step} />
        ))}
        {run.doing !== null && <li class="doing">{person.words.say(run.doing)}</li>}
      </ol>
      {run.text !== null && (
        <div class="phone">
          <small>{run.text.isReal ? testCall.wasSent : testCall.wouldSay}</small>
          <div class="text">
            <p dir="auto">{run.text.text}</p>
          </div>
        </div>
      )}
      {run.callId !== null && (
        <p>
          <a href={`/calls/${run.callId}`}>{testCall.call}</a>
        </p>
      )}
    </div>
  );
}

function Step({ person, step }: { readonly person: Person; readonly step: TestStep }) {
  const { say, setup } = person.words;
  const { testCall } = setup;
  return (
    <li>
      <div>
        <strong>{testCall.names[step.name]}</strong>{' '}
        <span class={step.ok ? 'chip good' : 'chip bad'}>{step.ok ? testCall.ok : testCall.bad}</span>
        <br />
        {say(step.detail)}
      </div>
      {step.remedy !== null && (
        <p class="silence">
          <Prose text={say(step.remedy)} />
        </p>
      )}
    </li>
  );
}
