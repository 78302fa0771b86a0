import { changeOf } from '../../core/figure-change.ts';
import { FIGURE_NAMES, FIGURES, type FigureName, type FigureUnit } from '../../core/report-figures.ts';
import type { Person } from '../web-env.ts';
import type { DashboardProps } from './dashboard-props.ts';

/** Every figure of the scorecard; what it counts is told when it is opened. */
export function Figures(props: DashboardProps) {
  const { person } = props;
  return (
    <section aria-label={person.words.dashboard.figuresTitle}>
      <ul class="figures">
        {FIGURE_NAMES.map((name) => (
          <li>
            <Figure {...props} name={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Figure({ person, dashboard, name }: DashboardProps & { readonly name: FigureName }) {
  const { figures, before } = dashboard.card;
  const { title, means } = person.words.dashboard.figures[name];
  const { unit } = FIGURES[name];
  const previous = figureText(before.figures[name], unit, person);
  return (
    <details class="figure">
      <summary title={means}>
        <span class="quiet">{title}</span>
        <strong class="figure-value">{figureText(figures[name], unit, person)}</strong>
        <Change {...{ person, name }} value={figures[name]} previous={before.figures[name]} />
      </summary>
      <p class="figure-means">
        {means} {person.words.dashboard.before(previous)}
      </p>
    </details>
  );
}

interface ChangeProps {
  readonly person: Person;
  readonly name: FigureName;
  readonly value: number | null;
  readonly previous: number | null;
}

/** By how much, and whether that is good news: in colour, and for who sees none in words. */
function Change({ person, name, value, previous }: ChangeProps) {
  const words = person.words.dashboard;
  const change = changeOf(value, previous, FIGURES[name]);
  if (change === null) return <small>{words.noComparison}</small>;
  const { by, isPoints, isBetter } = change;
  if (by === 0) return <small>{words.same}</small>;
  const amount = new Intl.NumberFormat(person.format.language, { signDisplay: 'always' }).format(by);
  return (
    <small class={isBetter === null ? undefined : isBetter ? 'good' : 'bad'}>
      {isPoints ? words.points(amount) : `${amount} %`}
      {isBetter !== null && <span class="hidden">, {isBetter ? words.better : words.worse}</span>}
    </small>
  );
}

/** As it is written for people; `–` where there is none. */
export function figureText(value: number | null, unit: FigureUnit, { words, format }: Person): string {
  if (value === null) return '–';
  if (unit === 'share') return format.share(value);
  return unit === 'duration' ? words.duration(value) : format.count(value);
}

/** What is left of the credits, whatever the period. */
export function CreditsCard({ person, dashboard: { credits } }: DashboardProps) {
  const words = person.words.dashboard;
  const { format } = person;
  const { balance, daysLeft, lowBalance, spentPerDay } = credits;
  const perDay = spentPerDay < 10 ? Math.round(spentPerDay * 10) / 10 : Math.round(spentPerDay);
  const isLow = balance < lowBalance;
  return (
    <section class="card stack">
      <h2>{words.credits}</h2>
      <div class="two-figures">
        <div>
          <strong class={isLow ? 'figure-value bad' : 'figure-value'}>{format.count(balance)}</strong>
          <small>{words.creditsLeft}</small>
        </div>
        <div>
          <strong class="figure-value">{daysLeft === null ? '–' : format.count(daysLeft)}</strong>
          <small>{words.daysLeft}</small>
        </div>
      </div>
      {isLow && <p class="problem">{words.lowCredits}</p>}
      <p class="quiet">{words.forecast(format.count(perDay))}</p>
    </section>
  );
}
