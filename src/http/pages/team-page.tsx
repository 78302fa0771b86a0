import type { NoticeChannelView } from '../../services/notice-channels.ts';
import type { UserView } from '../../services/show-user.ts';
import type { Person } from '../web-env.ts';
import { mayChangeSettings } from './editable.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

interface TeamPageProps {
  readonly person: Person;
  readonly users: readonly UserView[];
  readonly channels: readonly NoticeChannelView[];
  readonly notice?: Notice | undefined;
}

/** Who works here, what they may do, and how each is told of misses and replies. */
export function TeamPage({ person, users, channels, notice }: TeamPageProps) {
  const { settings } = person.words;
  return (
    <Page person={person} title={settings.team} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{settings.team}</h1>
          <SettingsTabs person={person} open="team" />
        </header>
        <ul class="stack">
          {users.map((user) => (
            <Member
              person={person}
              user={user}
              channels={channels.filter((channel) => channel.user === user.name)}
            />
          ))}
        </ul>
        {mayChangeSettings(person) && (
          <div class="buttons">
            <a class="button primary" href="/settings/team/add">
              {person.words.people.add}
            </a>
          </div>
        )}
      </div>
    </Page>
  );
}

interface MemberProps {
  readonly person: Person;
  readonly user: UserView;
  readonly channels: readonly NoticeChannelView[];
}

function Member({ person, user, channels }: MemberProps) {
  const { words, format } = person;
  const { settings } = words;
  const reached = [user.phone === null ? null : format.phone(user.phone), user.email, user.extension];
  const facts = [words.roles[user.role], ...reached].filter((fact) => fact !== null);
  return (
    <li class="card stack">
      <h2>
        <a href={`/settings/team/${user.id}`}>{user.name}</a>
      </h2>
      <p>{facts.join(' · ')}</p>
      {user.lines.length > 0 && <p>{settings.looksAfter(user.lines.map(format.phone).join(', '))}</p>}
      {channels.length === 0 ? (
        <p class="quiet">{settings.notTold}</p>
      ) : (
        channels.map((channel) => <p>{toldWords(person, channel)}</p>)
      )}
    </li>
  );
}

function toldWords({ words, format }: Person, told: NoticeChannelView) {
  const { settings } = words;
  const where = told.address === null ? settings.noAddress : format.phone(publicPart(told, told.address));
  const how = [settings.channels[told.channel], where].filter((part) => part !== '').join(', ');
  return settings.told(how, told.kinds?.join(', ') ?? null, told.atNight);
}

/** Whoever knows an ntfy topic reads along, and whoever knows all of a webhook's address writes there. */
function publicPart({ channel }: NoticeChannelView, address: string): string {
  if (channel === 'ntfy') return '';
  return channel === 'webhook' ? new URL(address).host : address;
}
