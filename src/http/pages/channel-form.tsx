import { NOTICE_CHANNELS } from '../../core/notice.ts';
import type { NoticeChannelView } from '../../services/notice-channels.ts';
import { CHOSEN_KINDS } from '../alerts-form.ts';
import type { Person } from '../web-env.ts';
import type { AlertsPageProps } from './alerts-props.ts';
import { Field } from './field.tsx';
import { FormToken } from './form-token.tsx';

interface ChannelItemProps {
  readonly person: Person;
  readonly base: string;
  readonly channel: NoticeChannelView;
}

/** One way in which somebody is told: of what, and whether at night; to change or to take away. */
export function ChannelItem({ person, base, channel }: ChannelItemProps) {
  const { words, format } = person;
  const { alerts } = words;
  const { id, address, kinds, atNight } = channel;
  const where = address === null ? alerts.noAddress : format.phone(address);
  const chosen = kinds ?? CHOSEN_KINDS;
  const ofWhat = kinds === null ? alerts.everything : kinds.map((kind) => alerts.kinds[kind]).join(', ');
  return (
    <section class="card stack" id={`channel-${id}`}>
      <h2>{`${words.settings.channels[channel.channel]}: ${where}`}</h2>
      <p>{[ofWhat, ...(atNight ? [alerts.alsoAtNight] : [])].join(' · ')}</p>
      <details>
        <summary>{words.leads.change}</summary>
        <form class="stack" method="post" action={`${base}/${id}/change`}>
          <FormToken person={person} />
          <Kinds {...{ person, chosen, atNight }} />
          <div class="buttons">
            <button class="primary" type="submit">
              {words.save}
            </button>
          </div>
        </form>
      </details>
      <form method="post" action={`${base}/${id}/remove`} hx-confirm={alerts.confirmRemove}>
        <FormToken person={person} />
        <button class="danger" type="submit">
          {alerts.remove}
        </button>
      </form>
    </section>
  );
}

/** Where to, only an owner says freely; see services/own-alerts.ts. */
export function AddChannel({ person, user, isOwn, base, typed }: AlertsPageProps) {
  const { words } = person;
  const { alerts } = words;
  const mayChoose = person.user.role === 'owner';
  const isMissing = user.phone === null && user.email === null;
  // A browser is added by itself, on the account page that it shows.
  const offered = NOTICE_CHANNELS.filter(
    (channel) => channel !== 'push' && (mayChoose || channel !== 'webhook'),
  );
  return (
    <details class="card folded" open={typed.refusal !== undefined}>
      <summary>{alerts.add}</summary>
      <form class="stack" method="post" action={`${base}/add`}>
        <FormToken person={person} />
        <label>
          {alerts.channel}
          <select name="channel">
            {offered.map((channel) => (
              <option value={channel} selected={channel === typed.channel}>
                {words.settings.channels[channel]}
              </option>
            ))}
          </select>
        </label>
        <Field
          person={person}
          refusal={typed.refusal}
          hint={`${isOwn && !mayChoose ? alerts.ownHint : alerts.addressHint} ${alerts.costs}`}
        >
          <label>
            {alerts.address}
            <input
              name="address"
              value={typed.address}
              maxlength={500}
              autocomplete="off"
              required={isMissing && mayChoose}
              aria-invalid={typed.refusal === undefined ? undefined : 'true'}
            />
          </label>
        </Field>
        <Kinds {...{ person, chosen: typed.kinds, atNight: typed.atNight }} />
        <div class="buttons">
          <button class="primary" type="submit">
            {alerts.add}
          </button>
        </div>
      </form>
    </details>
  );
}

interface KindsProps {
  readonly person: Person;
  readonly chosen: readonly string[];
  readonly atNight: boolean;
}

function Kinds({ person, chosen, atNight }: KindsProps) {
  const { alerts } = person.words;
  return (
    <>
      <fieldset>
        <legend>{alerts.kindsLegend}</legend>
        {CHOSEN_KINDS.map((kind) => (
          <label class="check">
            <input type="checkbox" name="kind" value={kind} checked={chosen.includes(kind)} />
            {alerts.kinds[kind]}
          </label>
        ))}
      </fieldset>
      <label class="check">
        <input type="checkbox" name="at-night" value="on" checked={atNight} />
        {alerts.atNight}
      </label>
    </>
  );
}
