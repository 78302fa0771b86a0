import type { TestRun } from '../../services/test-desk.ts';
import type { Person } from '../web-env.ts';
import { linePath, mayChangeSettings } from './editable.tsx';
import { FormToken } from './form-token.tsx';
import { TestSteps } from './test-steps.tsx';

/** The page that a test call was begun on, and that shows it. */
export type TestPage = 'settings' | 'setup';

/** What was typed, where it was refused. */
export interface TypedTest {
  readonly rings: boolean;
  /** Null where nobody is to be texted. */
  readonly text: string | null;
}

export interface TestCallProps {
  readonly person: Person;
  /** E.164. */
  readonly line: { readonly number: string; readonly mode: string };
  readonly run: TestRun | null;
  readonly page: TestPage;
  readonly typed?: TypedTest | undefined;
}

/** What can be begun, or stopped, and what came of it. */
export function TestCall(props: TestCallProps) {
  const { person, line, run } = props;
  const { testCall } = person.words.setup;
  const isOurs = run?.line === line.number;
  if (line.mode === 'observe') return <p class="quiet">{testCall.observed}</p>;
  return (
    <>
      {run?.state === 'running' ? (
        <Stop {...props} run={run} />
      ) : (
        mayChangeSettings(person) && <Start {...props} />
      )}
      {run !== null && isOurs && <TestSteps person={person} run={run} />}
    </>
  );
}

function Start({ person, line, run, page, typed }: TestCallProps) {
  const { testCall } = person.words.setup;
  const texts = typed?.text ?? null;
  return (
    <form class="stack" method="post" action={linePath(line, 'test/start')}>
      <FormToken person={person} />
      <input type="hidden" name="page" value={page} />
      <div class="field">
        <label class="check">
          <input type="checkbox" name="rings" value="on" checked={typed?.rings ?? true} />
          {testCall.rings}
        </label>
        <small>{testCall.ringsHint}</small>
      </div>
      <fieldset class="field">
        <legend>{testCall.whom}</legend>
        <label class="check">
          <input type="radio" name="texts" value="nobody" checked={texts === null} />
          {testCall.nobody}
        </label>
        <label class="check">
          <input type="radio" name="texts" value="really" checked={texts !== null} />
          {testCall.really}
        </label>
        <label>
          {testCall.phone}
          <input
            name="phone"
            type="tel"
            value={texts ?? person.format.phone(person.user.phone ?? '')}
            maxlength={40}
          />
        </label>
        <small>{testCall.textsHint}</small>
      </fieldset>
      <div class="buttons">
        <button class="primary" type="submit">
          {run === null ? testCall.start : testCall.again}
        </button>
      </div>
    </form>
  );
}

function Stop({ person, line, run, page }: TestCallProps & { readonly run: TestRun }) {
  const { testCall } = person.words.setup;
  return (
    <form class="stack" method="post" action={linePath(line, 'test/stop')}>
      <FormToken person={person} />
      <input type="hidden" name="page" value={page} />
      {run.line !== line.number && <p>{testCall.other(otherLine(person, run))}</p>}
      {mayChangeSettings(person) && (
        <div class="buttons">
          <button type="submit">{testCall.stop}</button>
        </div>
      )}
    </form>
  );
}

function otherLine({ format }: Person, { line }: TestRun): string {
  return format.phone(line);
}
