import { randomUUID } from 'node:crypto';
import { showCredits } from '../../services/show-credits.ts';
import { TopUp } from '../pages/credits-page.tsx';
import type { StepProps } from './setup-state.ts';
import { stepPath } from './setup-steps.ts';

export function creditStep({ person, parts, state }: StepProps) {
  const { settings, setup } = person.words;
  const credits = showCredits(parts.store, parts.clock.now());
  const typed = { amount: '100', key: randomUUID(), ...state.topUp };
  return (
    <>
      <section class="card stack">
        <h2>{settings.left(person.format.count(credits.balance))}</h2>
        <p>{setup.credits.why}</p>
        {credits.balance > 0 && <p>{setup.credits.enough}</p>}
      </section>
      {credits.balance === 0 && <TopUp {...{ person, credits, typed }} action={stepPath('credits')} />}
    </>
  );
}
