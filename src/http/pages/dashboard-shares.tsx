import { heatStep } from '../../core/heat-step.ts';
import type { FunnelStep } from '../../core/report-figures.ts';
import type { Person } from '../web-env.ts';
import type { DashboardProps } from './dashboard-props.ts';

const FUNNEL_STEPS: readonly FunnelStep[] = ['missed', 'texted', 'replied', 'qualified', 'booked'];

/** From a miss to a job. */
export function Funnel({ person, dashboard: { card } }: DashboardProps) {
  const words = person.words.dashboard;
  const rows = FUNNEL_STEPS.map((step) => ({ ...words.funnel[step], count: card.funnel[step] }));
  return <Shares {...{ person, rows }} title={words.funnelTitle} whole={card.funnel.missed} />;
}

/** How soon somebody responded to a miss. */
export function FirstResponses({ person, dashboard: { card } }: DashboardProps) {
  const words = person.words.dashboard;
  const { counts, open } = card.responses;
  const steps = words.waits.map((title, step) => ({ title, means: null, count: counts[step] ?? 0 }));
  const rows = [...steps, { title: words.notYet, means: words.notYetMeans, count: open }];
  const whole = rows.reduce((sum, { count }) => sum + count, 0);
  return <Shares {...{ person, rows, whole }} title={words.responsesTitle} means={words.responsesMeans} />;
}

interface Share {
  readonly title: string;
  readonly means: string | null;
  readonly count: number;
}

interface SharesProps {
  readonly person: Person;
  readonly title: string;
  readonly means?: string;
  readonly rows: readonly Share[];
  readonly whole: number;
}

/** Counts, each with its share of the whole as a bar. */
function Shares({ person, title, means, rows, whole }: SharesProps) {
  return (
    <section class="card stack">
      <h2>{title}</h2>
      {means !== undefined && <p class="quiet">{means}</p>}
      <ul class="shares">
        {rows.map((row) => (
          <ShareRow {...{ person, row }} share={whole === 0 ? 0 : row.count / whole} />
        ))}
      </ul>
    </section>
  );
}

function ShareRow({
  person,
  row,
  share,
}: {
  readonly person: Person;
  readonly row: Share;
  readonly share: number;
}) {
  const { title, means, count } = row;
  return (
    <li>
      {means === null ? (
        <span>{title}</span>
      ) : (
        <details>
          <summary title={means}>{title}</summary>
          <p class="quiet">{means}</p>
        </details>
      )}
      <strong class="amount">{person.format.count(count)}</strong>
      <small class="amount">{person.format.share(share)}</small>
      <svg class="bar" aria-hidden="true">
        <rect class="track" width="100%" height="100%" rx="4" />
        <rect width={`${(100 * share).toFixed(1)}%`} height="100%" rx="4" />
      </svg>
    </li>
  );
}

/** Steps of darkness, none among them. */
const STEPS = 6;

/** Misses by hour and day of the week: a table whose cells are the darker the more there are. */
export function HeatMap({ person, dashboard: { card }, dates }: DashboardProps) {
  const words = person.words.dashboard;
  const { missed } = card.week;
  const most = Math.max(0, ...missed.flat());
  return (
    <section class="card stack">
      <h2>{words.byHourTitle}</h2>
      <p class="quiet">{words.figures.missed.means}</p>
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">{words.hour}</th>
            {dates.weekdays.map((day) => (
              <th scope="col">{day}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {dates.hours.map((label, hour) => (
            <tr>
              <th scope="row">{label}</th>
              {missed.map((day) => (
                <Cell person={person} count={day[hour] ?? 0} most={most} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({
  person,
  count,
  most,
}: {
  readonly person: Person;
  readonly count: number;
  readonly most: number;
}) {
  return (
    <td class={`heat-${heatStep(count, most, STEPS)}`}>{count === 0 ? '·' : person.format.count(count)}</td>
  );
}
