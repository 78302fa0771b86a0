import type { PropsWithChildren } from 'hono/jsx';
import { type Notice, Page } from '../pages/page.tsx';
import type { Person } from '../web-env.ts';
import { nextPath, SETUP_STEPS, type SetupStep, stepPath } from './setup-steps.ts';

type SetupFrameProps = PropsWithChildren<{
  readonly person: Person;
  readonly step: SetupStep;
  readonly done: { readonly [step in SetupStep]: boolean };
  readonly notice: Notice | undefined;
  readonly polls: boolean;
}>;

/** What the steps have in common: where one is, and the ways on and back. */
export function SetupFrame({ person, step, done, notice, polls, children }: SetupFrameProps) {
  const { setup } = person.words;
  const before = SETUP_STEPS[SETUP_STEPS.indexOf(step) - 1];
  return (
    <Page {...{ person, notice, polls }} title={`${setup.title}: ${setup.steps[step]}`} place="settings">
      <div class="settings stack">
        <header class="page-head">
          <h1>{setup.title}</h1>
        </header>
        <ol class="setup-steps" aria-label={setup.stepsLabel}>
          {SETUP_STEPS.map((each) => (
            <li class={done[each] ? 'good' : undefined}>
              <a href={stepPath(each)} aria-current={each === step ? 'step' : undefined}>
                {setup.steps[each]}
                <span class="hidden">{`: ${done[each] ? setup.done : setup.open}`}</span>
              </a>
            </li>
          ))}
        </ol>
        {children}
        <nav class="buttons" aria-label={setup.title}>
          {before !== undefined && (
            <a class="button" href={stepPath(before)}>
              {setup.back}
            </a>
          )}
          <a class={done[step] ? 'button primary' : 'button'} href={nextPath(step)}>
            {onwards(person, step, done[step])}
          </a>
        </nav>
      </div>
    </Page>
  );
}

function onwards({ words: { setup } }: Person, step: SetupStep, isDone: boolean): string {
  if (nextPath(step) === '/inbox') return setup.finish;
  return isDone ? setup.next : setup.skip;
}
