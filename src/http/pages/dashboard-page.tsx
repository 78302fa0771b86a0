import { createDashboardDates } from '../dashboard-dates.ts';
import { CallChart } from './call-chart.tsx';
import { Choice } from './choice.tsx';
import { CreditsCard, Figures } from './dashboard-figures.tsx';
import type { DashboardProps, Shown } from './dashboard-props.ts';
import { FirstResponses, Funnel, HeatMap } from './dashboard-shares.tsx';
import { Page } from './page.tsx';

/** How well calls are taken, and what becomes of those that are not. */
export function DashboardPage(props: Omit<DashboardProps, 'dates'> & { readonly now: number }) {
  const { person, dashboard, shown, now } = props;
  const { card } = dashboard;
  const words = person.words.dashboard;
  const dates = createDashboardDates(person.format.language, card.timeZone, shown.unit);
  const all = { person, dashboard, shown, dates };
  return (
    <Page person={person} title={words.title} place="dashboard">
      <div class="stack">
        <header class="dashboard-head">
          <h1>{words.title}</h1>
          <Filters {...all} />
        </header>
        <PeriodLine {...all} />
        <Figures {...all} />
        <div class="dashboard-cards">
          <CallChart {...all} />
          <div class="stack">
            <Funnel {...all} />
            <FirstResponses {...all} />
            <CreditsCard {...all} />
          </div>
          <HeatMap {...all} />
        </div>
        <p class="quiet">{words.asOf(person.format.time(now), card.timeZone)}</p>
      </div>
    </Page>
  );
}

function Filters({ person, dashboard: { lines, people }, shown }: DashboardProps) {
  const words = person.words.dashboard;
  const options = {
    by: (['day', 'week', 'month'] as const).map((unit) => [unit, words.units[unit]] as const),
    line: [['', words.allLines] as const, ...lines.map(({ number, name }) => [number, name] as const)],
    owner: [['', words.everybody] as const, ...people.map((name) => [name, name] as const)],
  };
  return (
    <form class="dashboard-filters" method="get" action="/dashboard" data-autosubmit="">
      {shown.at !== '' && <input type="hidden" name="at" value={shown.at} />}
      <Choice name="by" label={words.period} options={options.by} value={shown.unit} />
      <Choice name="line" label={words.line} options={options.line} value={shown.line ?? ''} />
      <Choice name="owner" label={words.owner} options={options.owner} value={shown.owner ?? ''} />
      <noscript>
        <button type="submit">{words.show}</button>
      </noscript>
    </form>
  );
}

/** Which period it is, against which, and the ways to those beside it. */
function PeriodLine({ person, dashboard: { card }, shown, dates }: DashboardProps) {
  const words = person.words.dashboard;
  return (
    <div class="period">
      <a class="button" href={addressOf(shown, dates.iso(card.before.from))} aria-label={words.earlier}>
        ‹
      </a>
      <p>
        <strong>{card.isUnderWay ? words.soFar(dates.name(card)) : dates.name(card)}</strong>
        <br />
        <small>{words.against(dates.before(card))}</small>
      </p>
      {card.isUnderWay ? (
        <span class="button" aria-hidden="true" />
      ) : (
        <a class="button" href={addressOf(shown, dates.iso(card.to))} aria-label={words.later}>
          ›
        </a>
      )}
    </div>
  );
}

function addressOf({ unit, line, owner }: Shown, at: string): string {
  return `/dashboard?${new URLSearchParams({
    ...{ by: unit, at },
    ...(line === null ? {} : { line }),
    ...(owner === null ? {} : { owner }),
  })}`;
}
