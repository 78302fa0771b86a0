import { FIGURES } from '../../core/report-figures.ts';
import { assetPath } from '../assets.ts';
import { figureText } from './dashboard-figures.tsx';
import type { DashboardProps } from './dashboard-props.ts';

/** What assets/chart.js draws. */
interface Drawing {
  /** What the labels are. */
  readonly axis: string;
  readonly labels: readonly string[];
  /** Drawn over each other, the first at the back. */
  readonly series: readonly {
    readonly title: string;
    /** A colour of the style sheet. */
    readonly color: string;
    readonly values: readonly number[];
  }[];
}

/** Calls and misses over time: drawn where scripts run, and as a table for everybody. */
export function CallChart(props: DashboardProps) {
  const { person, dashboard, shown } = props;
  const words = person.words.dashboard;
  const { inbound, missed } = words.figures;
  const points = shown.unit === 'day' ? hoursOf(props) : daysOf(props);
  const drawing: Drawing = {
    axis: shown.unit === 'day' ? words.hour : words.units.day,
    labels: points.map(({ label }) => label),
    series: [
      { title: inbound.title, color: '--chart', values: points.map((point) => point.inbound) },
      { title: missed.title, color: '--chart-bad', values: points.map((point) => point.missed) },
    ],
  };
  const table = dashboard.card.pieces.length === 0 ? <HourTable {...props} /> : <DayTable {...props} />;
  return (
    <section class="card stack whole">
      <h2>{words.overTime}</h2>
      <div
        class="chart"
        role="img"
        aria-label={words.chartLabel}
        data-chart={JSON.stringify(drawing)}
        data-module={assetPath('chart.js')}
        data-library={assetPath('uPlot.iife.min.js')}
        data-styles={assetPath('uPlot.min.css')}
      />
      <details>
        <summary>{words.asTable}</summary>
        <div class="table">{table}</div>
      </details>
    </section>
  );
}

interface Point {
  readonly label: string;
  readonly inbound: number;
  readonly missed: number;
}

function daysOf({ dashboard: { card }, dates }: DashboardProps): Point[] {
  return card.pieces.map(({ from, figures }) => ({
    label: dates.day(from),
    inbound: figures.inbound ?? 0,
    missed: figures.missed ?? 0,
  }));
}

/** A day is its weekday in the hours of the week. */
function hoursOf({ dashboard: { card }, dates }: DashboardProps): Point[] {
  const weekday = dates.weekday(card.from);
  return dates.hours.map((label, hour) => ({
    label,
    inbound: card.week.calls[weekday]?.[hour] ?? 0,
    missed: card.week.missed[weekday]?.[hour] ?? 0,
  }));
}

function HourTable(props: DashboardProps) {
  const { person } = props;
  const { figures, hour } = person.words.dashboard;
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">{hour}</th>
          <th scope="col">{figures.inbound.title}</th>
          <th scope="col">{figures.missed.title}</th>
        </tr>
      </thead>
      <tbody>
        {hoursOf(props).map(({ label, inbound, missed }) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{person.format.count(inbound)}</td>
            <td>{person.format.count(missed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const COLUMNS = ['inbound', 'missed', 'missedRate', 'replies', 'leads', 'booked', 'followUpMs'] as const;

function DayTable({ person, dashboard: { card }, dates }: DashboardProps) {
  const words = person.words.dashboard;
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">{words.units.day}</th>
          {COLUMNS.map((name) => (
            <th scope="col">{words.figures[name].title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {card.pieces.map(({ from, figures }) => (
          <tr>
            <th scope="row">{dates.day(from)}</th>
            {COLUMNS.map((name) => (
              <td>{figureText(figures[name], FIGURES[name].unit, person)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
