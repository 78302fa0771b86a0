import { formatHunt } from '../../core/hunt-words.ts';
import { Editable } from '../pages/editable.tsx';
import { Field, Refused } from '../pages/field.tsx';
import { RingTimeoutField } from '../pages/ring-timeout-field.tsx';
import { RING_TIMEOUT, type StepProps, type TypedNewLine } from './setup-state.ts';
import { stepPath } from './setup-steps.ts';

export function lineStep(props: StepProps) {
  const { person, lines, state } = props;
  const { words, format } = person;
  const { line } = words.setup;
  const form = <NewLine {...props} />;
  return (
    <>
      <section class="card stack">
        <h2>{line.title}</h2>
        {lines.length > 0 && (
          <>
            <p>{line.lines}</p>
            <ul class="rows">
              {lines.map(({ number, name, hunt }) => (
                <li>
                  <div>
                    <strong>{name}</strong> · {format.phone(number)}
                    <br />
                    {formatHunt(hunt, format.phone)}
                  </div>
                  <a href={`/settings?line=${encodeURIComponent(number)}`}>{line.change}</a>
                </li>
              ))}
            </ul>
          </>
        )}
        {lines.length === 0 && form}
      </section>
      {lines.length > 0 && (
        <details class="card" open={state.newLine !== undefined}>
          <summary>{line.another}</summary>
          {form}
        </details>
      )}
    </>
  );
}

function NewLine({ person, parts, state }: StepProps) {
  const { settings, setup } = person.words;
  const typed = state.newLine?.typed ?? emptyLine(parts.business.name);
  return (
    <form class="stack" method="post" action={stepPath('line')}>
      {state.newLine !== undefined && <Refused person={person} refusal={state.newLine.refusal} />}
      <Editable person={person} button={setup.line.add}>
        <Field person={person} refusal={undefined} hint={setup.line.numberHint}>
          <label>
            {setup.line.number}
            <input name="number" type="tel" value={typed.number} maxlength={40} required />
          </label>
        </Field>
        <Field person={person} refusal={undefined} hint={setup.line.nameHint}>
          <label>
            {setup.line.name}
            <input name="name" value={typed.name} maxlength={160} required />
          </label>
        </Field>
        <Field person={person} refusal={undefined} hint={settings.forwardHint}>
          <label>
            {setup.line.forward}
            <input name="forward" value={typed.forward} maxlength={160} required />
          </label>
        </Field>
        <RingTimeoutField person={person} value={typed['ring-timeout']} refusal={undefined} />
      </Editable>
    </form>
  );
}

function emptyLine(name: string): TypedNewLine {
  return { number: '', name, forward: '', 'ring-timeout': RING_TIMEOUT };
}
