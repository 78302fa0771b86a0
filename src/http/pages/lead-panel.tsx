import type { PropsWithChildren } from 'hono/jsx';
import type { LeadView } from '../../services/show-lead.ts';
import type { Person } from '../web-env.ts';
import { Choice, type ChoiceProps } from './choice.tsx';
import { ConsentLinks } from './consent-list.tsx';
import { FormToken } from './form-token.tsx';

export interface LeadPanelProps {
  readonly person: Person;
  readonly lead: LeadView;
  readonly stages: readonly string[];
  readonly people: readonly string[];
  /** The page that it stands on, and that is shown again after a change. */
  readonly back?: Back;
}

/** A page that shows a lead: its conversation, or all that is known of it. */
export type Back = 'inbox' | 'leads';

/** What is known of a lead, and everything that may be done with it but writing to it. */
export function LeadPanel(props: LeadPanelProps) {
  const { person, lead } = props;
  const { thread } = person.words;
  return (
    <details class="lead-panel">
      <summary>
        {thread.details}
        {lead.tags.map((tag) => (
          <span class="chip">{tag}</span>
        ))}
        {lead.optedOut.length > 0 && <span class="chip bad">{thread.optedOutShort}</span>}
        {lead.block !== null && <span class="chip bad">{thread.blocked}</span>}
        {lead.closedAt !== null && <span class="chip">{person.words.inbox.closed}</span>}
      </summary>
      <ConsentLinks {...{ person, numbers: lead.numbers }} />
      {person.user.role !== 'read-only' && <Actions {...props} />}
    </details>
  );
}

/** Everything that may be done with a lead but writing to it. */
export function Actions({ person, lead, stages, people, back = 'inbox' }: LeadPanelProps) {
  const { words } = person;
  const { thread } = words;
  const owners = [['', words.nobody] as const, ...people.map((name) => [name, name] as const)];
  return (
    <div class="actions">
      <Change
        {...{ person, lead, back }}
        action="assign"
        label={thread.owner}
        options={owners}
        value={lead.owner ?? ''}
      />
      <Change
        {...{ person, lead, back }}
        action="stage"
        label={thread.stageLabel}
        options={stages.map((name) => [name, name] as const)}
        value={lead.stage}
      />
      <Line {...{ person, lead, back }} action="name" label={thread.name} value={lead.name} maxLength={60} />
      <Line {...{ person, lead, back }} action="tag" label={thread.tag} maxLength={41} />
      {lead.tags.map((tag) => (
        <Button {...{ person, lead, back }} action="untag" field={tag} label={thread.untag(tag)} />
      ))}
      <Action {...{ person, lead, back }} action="note">
        <label>
          {thread.note}
          <textarea name="body" rows={2} maxlength={4000} required />
        </label>
        <button type="submit">{words.save}</button>
      </Action>
      <div class="buttons">
        <Button
          {...{ person, lead, back }}
          action={lead.closedAt === null ? 'close' : 'reopen'}
          label={lead.closedAt === null ? thread.close : thread.reopen}
        />
        <Button {...{ person, lead, back }} action="unread" label={thread.markUnread} />
        {lead.block === null ? (
          <Button
            {...{ person, lead, back }}
            action="block"
            label={thread.block}
            confirm={thread.confirmBlock}
          />
        ) : (
          <Button {...{ person, lead, back }} action="unblock" label={thread.unblock} />
        )}
      </div>
    </div>
  );
}

type ActionProps = PropsWithChildren<{
  readonly person: Person;
  readonly lead: LeadView;
  readonly back: Back;
  /** The last part of its address. */
  readonly action: string;
  /** Sent as soon as something is chosen; without a script, by its button. */
  readonly autosubmit?: boolean;
  /** What is asked before. */
  readonly confirm?: string;
}>;

function Action({ person, lead, back, action, autosubmit = false, confirm, children }: ActionProps) {
  const attributes = {
    ...(autosubmit ? { 'data-autosubmit': '' } : {}),
    ...(confirm === undefined ? {} : { 'hx-confirm': confirm }),
  };
  return (
    <form method="post" action={`/inbox/${lead.id}/${action}`} {...attributes}>
      <FormToken person={person} />
      {back === 'leads' && <input type="hidden" name="back" value="leads" />}
      {children}
    </form>
  );
}

interface ChangeProps extends Omit<ActionProps, 'children' | 'autosubmit'>, Omit<ChoiceProps, 'name'> {}

function Change({ label, options, value, ...action }: ChangeProps) {
  return (
    <Action {...action} autosubmit>
      <Choice name="value" {...{ label, options, value }} />
      <noscript>
        <button type="submit">{action.person.words.save}</button>
      </noscript>
    </Action>
  );
}

interface LineProps extends Omit<ActionProps, 'children' | 'autosubmit'> {
  readonly label: string;
  readonly value?: string;
  readonly maxLength: number;
}

function Line({ label, value = '', maxLength, ...action }: LineProps) {
  return (
    <Action {...action}>
      <label>
        {label}
        <input name="value" value={value} maxlength={maxLength} />
      </label>
      <button type="submit">{action.person.words.save}</button>
    </Action>
  );
}

interface ButtonProps extends Omit<ActionProps, 'children' | 'autosubmit'> {
  readonly label: string;
  /** What it says beside. */
  readonly field?: string;
}

function Button({ label, field, ...action }: ButtonProps) {
  return (
    <Action {...action}>
      {field !== undefined && <input type="hidden" name="value" value={field} />}
      <button type="submit" class={action.confirm === undefined ? undefined : 'danger'}>
        {label}
      </button>
    </Action>
  );
}
