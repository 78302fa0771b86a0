import type { LineView } from '../../services/show-line.ts';
import { type LineRefusals, ringsOnePhone, type TypedLine } from '../line-form.ts';
import type { Person } from '../web-env.ts';
import { Editable, linePath } from './editable.tsx';
import { HuntStory } from './hunt-story.tsx';
import { LineTextField } from './line-field.tsx';
import { RingTimeoutField } from './ring-timeout-field.tsx';

export interface LineFormProps {
  readonly person: Person;
  readonly line: LineView;
  readonly typed: TypedLine;
  readonly refusals: LineRefusals;
  readonly version: string;
}

/** Whether callers are texted, whom the line rings and for how long, who the text comes from. */
export function LineForm(props: LineFormProps) {
  const { person, line, typed, refusals, version } = props;
  const { settings, line: words } = person.words;
  const shared = { person, typed, refusals };
  return (
    <form class="card stack" method="post" action={linePath(line, 'line')}>
      <h2>{settings.call}</h2>
      <Editable person={person} version={version}>
        <input type="hidden" name="enabled" value="off" />
        <label class="check">
          <input type="checkbox" name="enabled" value="on" checked={typed.enabled === 'on'} />
          {settings.enabled}
        </label>
        {line.mode === 'observe' ? <p class="quiet">{settings.observed}</p> : <Ringing {...props} />}
        <LineTextField field="name" label={words.name} hint={words.nameHint} {...shared} />
        <LineTextField
          field="sender"
          label={settings.sender}
          hint={settings.senderHint}
          placeholder={person.format.phone(line.number)}
          {...shared}
        />
        <LineTextField field="booking-link" label={words.bookingLink} hint={words.bookingHint} {...shared} />
      </Editable>
    </form>
  );
}

function Ringing({ person, line, typed, refusals }: LineFormProps) {
  const { settings, hunt } = person.words;
  const isOne = ringsOnePhone(line);
  return (
    <>
      {isOne ? (
        <LineTextField
          field="forward"
          label={settings.forward}
          hint={settings.forwardHint}
          {...{ person, typed, refusals }}
        />
      ) : (
        <HuntStory person={person} told={line} />
      )}
      <p>
        <a href={linePath(line, 'hunt')}>{isOne ? hunt.several : hunt.change}</a>
      </p>
      <RingTimeoutField person={person} value={typed['ring-timeout']} refusal={refusals['ring-timeout']} />
    </>
  );
}
