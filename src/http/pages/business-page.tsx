import {
  BUSINESS_FORMS,
  type BusinessField,
  type BusinessForm,
  type BusinessRefusals,
  type TypedBusiness,
} from '../business-form.ts';
import type { Person } from '../web-env.ts';
import { Choice } from './choice.tsx';
import { Editable, mayChangeSettings } from './editable.tsx';
import { Field } from './field.tsx';
import { type Notice, Page } from './page.tsx';
import { Prose } from './prose.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

interface BusinessPageProps {
  readonly person: Person;
  readonly typed: TypedBusiness;
  readonly refusals: BusinessRefusals;
  /** Of each form. */
  readonly versions: { readonly [form in BusinessForm]: string };
  readonly notice?: Notice | undefined;
}

const FORMS = Object.keys(BUSINESS_FORMS).filter((name): name is BusinessForm => name in BUSINESS_FORMS);
const LONG: ReadonlySet<BusinessField> = new Set([
  ...(['quick-replies', 'opt-out-confirmation', 'opt-in-confirmation', 'help-text'] as const),
  'internal-numbers',
]);

/** What holds for all lines of the business. */
export function BusinessPage(props: BusinessPageProps) {
  const { person, notice } = props;
  const { business: words, settings } = person.words;
  return (
    <Page person={person} title={words.title} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{words.title}</h1>
          <SettingsTabs person={person} open="business" />
        </header>
        <p class="quiet">{words.what}</p>
        {!mayChangeSettings(person) && <p class="silence">{settings.onlyOwners}</p>}
        {FORMS.map((form) => (
          <GroupForm {...props} form={form} />
        ))}
        <p class="quiet">
          <Prose text={words.atTerminal} />
        </p>
      </div>
    </Page>
  );
}

function GroupForm({ form, ...props }: BusinessPageProps & { readonly form: BusinessForm }) {
  const { person, versions } = props;
  return (
    <form class="card stack" method="post" action={`/settings/business/${form}`}>
      <h2>{person.words.business.groups[form]}</h2>
      <Editable person={person} version={versions[form]}>
        {BUSINESS_FORMS[form].map((field) => (
          <BusinessInput {...props} field={field} />
        ))}
      </Editable>
    </form>
  );
}

type InputProps = BusinessPageProps & { readonly field: BusinessField };

function BusinessInput({ person, typed, refusals, field }: InputProps) {
  const { label, hint } = person.words.business.fields[field];
  const box = { field, label, value: typed.get(field) ?? '', isWrong: refusals[field] !== undefined };
  const options = optionsOf(person, field);
  return (
    <Field person={person} refusal={refusals[field]} hint={hint}>
      {options !== null ? (
        <Choice name={field} label={label} value={box.value} options={options} />
      ) : LONG.has(field) ? (
        <LongText {...box} />
      ) : (
        <ShortText {...box} />
      )}
    </Field>
  );
}

interface BoxProps {
  readonly field: BusinessField;
  readonly label: string;
  readonly value: string;
  readonly isWrong: boolean;
}

function ShortText({ field, label, value, isWrong }: BoxProps) {
  return (
    <label>
      {label}
      <input name={field} value={value} maxlength={500} aria-invalid={isWrong ? 'true' : undefined} />
    </label>
  );
}

function LongText({ field, label, value, isWrong }: BoxProps) {
  const rows = field === 'quick-replies' ? 6 : 3;
  return (
    <label>
      {label}
      <textarea name={field} rows={rows} aria-invalid={isWrong ? 'true' : undefined}>
        {value}
      </textarea>
    </label>
  );
}

type Options = readonly (readonly [value: string, words: string])[];

/** What may be chosen; null for what is typed. */
function optionsOf({ words }: Person, field: BusinessField): Options | null {
  const { options } = words.business;
  switch (field) {
    case 'text-back-quiet-hours':
    case 'block-treatment':
    case 'charge':
      return Object.entries(options[field]);
    default:
      return null;
  }
}
