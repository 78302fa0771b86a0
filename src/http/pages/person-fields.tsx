import { ROLES } from '../../core/roles.ts';
import type { UserSetting } from '../../core/user-settings.ts';
import type { PersonRefusals, TypedPerson } from '../person-form.ts';
import type { Person } from '../web-env.ts';
import { LANGUAGE_NAMES } from '../words/words.ts';
import { Choice } from './choice.tsx';
import { Field, Refused } from './field.tsx';

interface PersonFieldsProps {
  readonly person: Person;
  readonly typed: TypedPerson;
  readonly refusals: PersonRefusals;
}

/** Who somebody is, how they are reached, and what they may do. */
export function PersonFields(props: PersonFieldsProps) {
  const { person, typed, refusals } = props;
  const { words } = person;
  const { people } = words;
  const roles = ROLES.map((role) => [role, words.roles[role]] as const);
  const languages = [['', people.asBrowser] as const, ...Object.entries(LANGUAGE_NAMES)];
  const isOurs = languages.some(([language]) => language === typed.language);
  return (
    <>
      <Line {...props} setting="name" label={people.name} required />
      {refusals.name !== undefined && <Refused person={person} refusal={refusals.name} />}
      <Choice name="role" label={people.role} options={roles} value={typed.role} />
      {refusals.role !== undefined && <Refused person={person} refusal={refusals.role} />}
      <Field person={person} refusal={refusals.phone} hint={people.phoneHint}>
        <Line {...props} setting="phone" label={people.phone} mode="tel" />
      </Field>
      <Field person={person} refusal={refusals.email} hint={people.emailHint}>
        <Line {...props} setting="email" label={people.email} mode="email" />
      </Field>
      <Choice
        name="language"
        label={people.language}
        options={isOurs ? languages : [...languages, [typed.language, typed.language]]}
        value={typed.language}
      />
      {refusals.language !== undefined && <Refused person={person} refusal={refusals.language} />}
      <Field person={person} refusal={refusals.extension} hint={people.extensionHint}>
        <Line {...props} setting="extension" label={people.extension} />
      </Field>
      <Field person={person} refusal={refusals.login} hint={people.loginHint}>
        <Line {...props} setting="login" label={people.login} />
      </Field>
    </>
  );
}

interface LineProps extends PersonFieldsProps {
  readonly setting: UserSetting;
  readonly label: string;
  readonly mode?: 'tel' | 'email';
  readonly required?: boolean;
}

/** Browsers must not fill in the details of whoever types. */
function Line({ typed, refusals, setting, label, mode, required = false }: LineProps) {
  return (
    <label>
      {label}
      <input
        name={setting}
        value={typed[setting]}
        inputmode={mode}
        maxlength={254}
        autocomplete="off"
        required={required}
        aria-invalid={refusals[setting] === undefined ? undefined : 'true'}
      />
    </label>
  );
}
