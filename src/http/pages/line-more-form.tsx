import type { LINE_FORMS } from '../line-form.ts';
import { Editable, linePath } from './editable.tsx';
import { LineChoice, LineSwitch, LineTextField } from './line-field.tsx';
import type { LineFormProps } from './line-form.tsx';

type MoreField = (typeof LINE_FORMS)['more'][number];

const TEXTING = ['min-ring', 'cool-down', 'text-delay', 'text-expiry', 'countries', 'gateways'] as const;
const AFTER_MISS = ['after-miss', 'voicemail', 'announcement', 'announcement-answers'] as const;
const PHONES = ['caller-id', 'caller-id-prefix', 'confirm-seconds', 'name-recording'] as const;

interface LineMoreFormProps extends LineFormProps {
  /** Whether it is shown without being asked for. */
  readonly isOpen: boolean;
}

/** What most leave as it is. */
export function LineMoreForm({ isOpen, ...props }: LineMoreFormProps) {
  const { person, line, version } = props;
  const words = person.words.line;
  const isObserved = line.mode === 'observe';
  return (
    <details class="card" open={isOpen}>
      <summary>{words.advanced}</summary>
      <form class="stack" method="post" action={linePath(line, 'more')}>
        <Editable person={person} version={version}>
          <Group title={words.groups.response} fields={['response-target']} {...props} />
          <Group title={words.groups.texts} fields={TEXTING} {...props} />
          {!isObserved && <Group title={words.groups['after-miss']} fields={AFTER_MISS} {...props} />}
          {!isObserved && <Group title={words.groups.phones} fields={PHONES} {...props} />}
        </Editable>
      </form>
    </details>
  );
}

interface GroupProps extends LineFormProps {
  readonly title: string;
  readonly fields: readonly MoreField[];
}

function Group({ title, fields, ...props }: GroupProps) {
  return (
    <fieldset class="stack">
      <legend>{title}</legend>
      {fields.map((field) => (
        <MoreFieldOf field={field} {...props} />
      ))}
    </fieldset>
  );
}

function MoreFieldOf({ field, person, typed, refusals }: LineFormProps & { readonly field: MoreField }) {
  const words = person.words.line;
  const props = { person, field, typed, refusals, ...words.fields[field] };
  if (field === 'announcement-answers') return <LineSwitch {...props} />;
  if (field === 'after-miss' || field === 'caller-id')
    return <LineChoice {...props} options={words.options[field]} />;
  return <LineTextField {...props} />;
}
