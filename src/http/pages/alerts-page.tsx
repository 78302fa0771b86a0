import { AccountTabs } from './account-tabs.tsx';
import type { AlertsPageProps } from './alerts-props.ts';
import { AddChannel, ChannelItem } from './channel-form.tsx';
import { FormToken } from './form-token.tsx';
import { Page } from './page.tsx';
import { PersonHead } from './person-page.tsx';

/** How one person is told of misses, replies and trouble. */
export function AlertsPage(props: AlertsPageProps) {
  const { person, user, isOwn, base, channels, latest, notice } = props;
  const { alerts } = person.words;
  const title = isOwn ? alerts.title : alerts.titleOf(user.name);
  return (
    <Page person={person} title={title} place={isOwn ? 'account' : 'settings'} notice={notice}>
      <div class="settings stack">
        {isOwn ? (
          <header class="page-head">
            <h1>{alerts.title}</h1>
            <AccountTabs person={person} open="alerts" />
          </header>
        ) : (
          <PersonHead {...{ person, user }} title={user.name} open="alerts" />
        )}
        <p class="quiet">{`${alerts.means} ${nightWords(props)}`}</p>
        {channels.length === 0 && <p class="empty">{alerts.none}</p>}
        {channels.map((channel) => (
          <ChannelItem {...{ person, base, channel }} />
        ))}
        <AddChannel {...props} />
        {channels.length > 0 && (
          <form method="post" action={`${base}/test`}>
            <FormToken person={person} />
            <button type="submit">{alerts.test}</button>
          </form>
        )}
        <section class="card" aria-labelledby="told-last">
          <h2 id="told-last">{alerts.latest}</h2>
          {latest}
        </section>
      </div>
    </Page>
  );
}

function nightWords({ person, night }: AlertsPageProps): string {
  const { words, format } = person;
  if (night === null) return words.alerts.noNight;
  const clock = new Intl.DateTimeFormat(format.language, { timeStyle: 'short', timeZone: 'UTC' });
  return words.alerts.night(clock.format(night.from * 60_000), clock.format(night.to * 60_000));
}
