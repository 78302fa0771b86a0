import { MAX_STEPS } from '../../core/hunt-group.ts';
import { HUNT_ORDERS } from '../../core/hunt-order.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { LineView } from '../../services/show-line.ts';
import type { TypedHunt } from '../hunt-form.ts';
import type { HuntRefusals } from '../hunt-read.ts';
import { ringsOnePhone } from '../line-form.ts';
import type { Person } from '../web-env.ts';
import { Choice } from './choice.tsx';
import { EDITED_FORM, EditButton } from './edit-button.tsx';
import { Editable, FormVersion, linePath, mayChangeSettings } from './editable.tsx';
import { Field, Refused } from './field.tsx';
import { FormToken } from './form-token.tsx';
import { HuntStep } from './hunt-step.tsx';
import { HuntStory, type ToldHunt } from './hunt-story.tsx';
import { type Notice, Page } from './page.tsx';
import { RingTimeoutField } from './ring-timeout-field.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

export interface HuntPageProps {
  readonly person: Person;
  readonly line: LineView;
  readonly typed: TypedHunt;
  /** What was typed, as far as it can be read. */
  readonly told: ToldHunt;
  readonly refusals: HuntRefusals;
  readonly version: string;
  /** Whether what stands there is not what the line has. */
  readonly isDraft: boolean;
  /** The one phone that is to replace all steps, as it was typed. */
  readonly forward: string;
  readonly forwardRefusal?: Rejection | undefined;
  readonly notice?: Notice | undefined;
}

/** Whom a line rings, step by step, for who has no terminal. */
export function HuntPage(props: HuntPageProps) {
  const { person, line, notice } = props;
  const { hunt: words, settings } = person.words;
  return (
    <Page person={person} title={words.title} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{words.title}</h1>
          <SettingsTabs person={person} open="phone" />
        </header>
        <p>
          <a href={`/settings?line=${encodeURIComponent(line.number)}`}>{words.back}</a>
          {` · ${line.name} · ${person.format.phone(line.number)}`}
        </p>
        {!mayChangeSettings(person) && <p class="silence">{settings.onlyOwners}</p>}
        {line.mode === 'observe' ? (
          <p class="card quiet">{settings.observed}</p>
        ) : (
          <>
            <HuntForm {...props} />
            {!ringsOnePhone(line) && <SingleForm {...props} />}
          </>
        )}
      </div>
    </Page>
  );
}

function HuntForm(props: HuntPageProps) {
  const { person, line, typed, refusals, version, isDraft } = props;
  const { words } = person;
  const isTheirs = mayChangeSettings(person);
  const path = linePath(line, 'hunt');
  return (
    <form id={EDITED_FORM} class="stack" method="post" action={path}>
      <fieldset class="stack" disabled={!isTheirs}>
        {/* What the Enter key presses. */}
        <button type="submit" name="do" value="save" class="at-enter" tabindex={-1}>
          {words.save}
        </button>
        <FormToken person={person} />
        <FormVersion version={version} />
        <input type="hidden" name="steps" value={String(typed.steps.length)} />
        <Story {...props} />
        <Order {...props} />
        {refusals['steps'] !== undefined && <Refused person={person} refusal={refusals['steps']} />}
        {typed.steps.map((step, index) => (
          <HuntStep {...{ person, path, step, refusals }} position={index + 1} count={typed.steps.length} />
        ))}
        {isTheirs && (
          <div class="buttons">
            {typed.steps.length < MAX_STEPS && (
              <EditButton path={path} does="add-step:">
                {words.hunt.addStep}
              </EditButton>
            )}
            <button class="primary" type="submit" name="do" value="save">
              {words.save}
            </button>
          </div>
        )}
        {isDraft && <p class="quiet">{words.hunt.draft}</p>}
        <small>{words.hunt.toHint}</small>
      </fieldset>
    </form>
  );
}

/** Told anew whenever something is typed. */
function Story({ person, line, told, refusals }: HuntPageProps) {
  const { hunt: words } = person.words;
  return (
    <section class="card stack">
      <h2>{words.story}</h2>
      <div
        id="story"
        aria-live="polite"
        hx-post={linePath(line, 'hunt/story')}
        hx-trigger="change from:closest form delay:150ms"
        hx-include="closest form"
        hx-target="this"
        hx-swap="innerHTML"
      >
        <Told person={person} told={told} refusals={refusals} />
      </div>
      <noscript>
        <button type="submit" name="do" value="show">
          {words.refresh}
        </button>
      </noscript>
    </section>
  );
}

/** The story of what was typed, as far as it can be read. */
export function Told({ person, told, refusals }: Pick<HuntPageProps, 'person' | 'told' | 'refusals'>) {
  return (
    <>
      {Object.keys(refusals).length > 0 && <p class="silence">{person.words.hunt.unread}</p>}
      <HuntStory person={person} told={told} />
    </>
  );
}

function Order({ person, typed, refusals }: HuntPageProps) {
  const words = person.words.hunt;
  return (
    <div class="card stack">
      <Choice
        name="order"
        label={words.order}
        options={HUNT_ORDERS.map((order) => [order, words.orders[order]] as const)}
        value={typed.order}
      />
      <RingTimeoutField person={person} value={typed.ringTimeout} refusal={refusals['ring-timeout']} />
    </div>
  );
}

/** Back from several phones to one. */
function SingleForm({ person, line, version, forward, forwardRefusal }: HuntPageProps) {
  const { hunt: words, settings } = person.words;
  return (
    <form class="card stack" method="post" action={linePath(line, 'forward')}>
      <h2>{words.single}</h2>
      <Editable person={person} version={version} button={words.useSingle}>
        <Field person={person} refusal={forwardRefusal} hint={words.singleHint}>
          <label>
            {settings.forward}
            <input
              name="forward"
              value={forward}
              maxlength={160}
              aria-invalid={forwardRefusal === undefined ? undefined : 'true'}
            />
          </label>
        </Field>
      </Editable>
    </form>
  );
}
