import { type Context, Hono } from 'hono';
import { isDate } from '../../core/local-time.ts';
import { PERIOD_UNITS, type PeriodUnit } from '../../core/report-period.ts';
import { DashboardPage } from '../pages/dashboard-page.tsx';
import { rejected } from '../problem.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Into what a period is cut; a day shows its hours, which every scorecard has. */
const CUT: { readonly [unit in PeriodUnit]: PeriodUnit | null } = { day: null, week: 'day', month: 'day' };

/** The scorecard, as `textback report` has it. It is read beside the daemon's own thread, and not live. */
export function dashboardRoutes({ dashboard, clock }: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get('/dashboard', async (context) => {
    const person = context.get('person');
    const unit = PERIOD_UNITS.find((each) => each === context.req.query('by')) ?? 'month';
    const at = dateOf(context);
    const [line, owner] = [context.req.query('line') || null, context.req.query('owner') || null];
    const period = { [unit]: unit === 'month' ? at.slice(0, 7) : at };
    const found = await dashboard({ period, by: CUT[unit], line, owner });
    if (found.kind !== 'dashboard') return rejected(context, found);
    const shown = { unit, at, line: found.card.line?.number ?? null, owner };
    return context.html(<DashboardPage {...{ person, shown }} dashboard={found} now={clock.now()} />);
  });
}

/** Any day of the period; empty for the current one, also where nobody can read it. */
function dateOf({ req }: Context<PersonEnv>): string {
  const text = req.query('at') ?? '';
  const read = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const [year = 0, month = 0, day = 0] = (read ?? []).slice(1).map(Number);
  return isDate({ year, month, day }) ? text : '';
}
