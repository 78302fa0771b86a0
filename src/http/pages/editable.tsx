import type { PropsWithChildren } from 'hono/jsx';
import { mayChange } from '../../core/roles.ts';
import type { LineView } from '../../services/show-line.ts';
import { VERSION_FIELD } from '../form-version.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';

/** Whether lines and credits are theirs to change; the services judge it again. */
export function mayChangeSettings({ user }: Person): boolean {
  return mayChange(user.role, 'line');
}

/** Where what is done with a line is sent to. */
export function linePath({ number }: Pick<LineView, 'number'>, action: string): string {
  return `/settings/lines/${number.replace('+', '')}/${action}`;
}

type EditableProps = PropsWithChildren<{
  readonly person: Person;
  /** What stands on the button. */
  readonly button?: string;
  /** Of the settings that it shows, see `settingsVersion`; absent where saving overwrites nothing. */
  readonly version?: string;
}>;

/** Fields with a button to save them; for who may not, the same to look at. */
export function Editable({ person, button, version, children }: EditableProps) {
  const isTheirs = mayChangeSettings(person);
  return (
    <fieldset class="stack" disabled={!isTheirs}>
      {isTheirs && <FormToken person={person} />}
      {isTheirs && version !== undefined && <FormVersion version={version} />}
      {children}
      {isTheirs && (
        <div class="buttons">
          <button class="primary" type="submit">
            {button ?? person.words.save}
          </button>
        </div>
      )}
    </fieldset>
  );
}

/** What a form has seen: `saveForm` refuses what is out of date. */
export function FormVersion({ version }: { readonly version: string }) {
  return <input type="hidden" name={VERSION_FIELD} value={version} />;
}
