import { type Context, Hono } from 'hono';
import { US_FEDERAL_HOLIDAYS } from '../../core/federal-holidays.ts';
import type { Holiday } from '../../core/holidays.ts';
import { parseIntervals } from '../../core/hours-words.ts';
import { wallClock } from '../../core/local-time.ts';
import { addHolidays } from '../../services/add-holidays.ts';
import { listHolidays } from '../../services/list-holidays.ts';
import type { Rejection } from '../../services/rejection.ts';
import { removeHoliday } from '../../services/remove-holiday.ts';
import { type SavedForm, settingsVersion } from '../../services/save-unchanged.ts';
import { listLines } from '../../services/show-line.ts';
import type { Store } from '../../store/open-store.ts';
import { holidaySettings, NO_HOLIDAY, readChange, readHolidays, typedHoliday } from '../holiday-form.ts';
import { HolidaysPage } from '../pages/holidays-page.tsx';
import type { HolidaysPageProps, ImportResult } from '../pages/holidays-props.ts';
import { rejected } from '../problem.tsx';
import { type FormBody, formTrouble, saveForm } from '../save-form.ts';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const MOST_LINES = 1_000;
const MAX_FIELD = 200;
const MAX_HOURS = 600;

type PageState = Partial<HolidaysPageProps> & { readonly status?: 409 | 422 };
type Refusals = { readonly [field in string]?: Rejection };

/** Days on which lines are closed: of every line, or of one. */
export function holidayRoutes(parts: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .get('/settings/holidays', (context) => {
      const { saved } = context.get('person').words.holidays;
      const isDone = context.req.query('done') === '1';
      const number = context.req.query('line') || null;
      return holidaysPage(
        context,
        parts,
        number,
        isDone ? { notice: { isProblem: false, text: saved } } : {},
      );
    })
    .post('/settings/holidays/add', async (context) => {
      const body = await context.req.parseBody();
      const typed = typedHoliday(body);
      const { holidays, refusals } = readHolidays(typed, context.get('person').words);
      const saved = save(context, parts, body, (store) =>
        Object.keys(refusals).length > 0 ? refusals : add(store, context, parts, body, holidays),
      );
      return answer(context, parts, body, saved, { typed });
    })
    .post('/settings/holidays/federal', async (context) => {
      const body = await context.req.parseBody();
      const saved = save(context, parts, body, (store) =>
        add(store, context, parts, body, US_FEDERAL_HOLIDAYS),
      );
      return answer(context, parts, body, saved, {});
    })
    .post('/settings/holidays/change', async (context) => {
      const body = await context.req.parseBody();
      const rule = textField(body['rule'], MAX_FIELD);
      const name = textField(body['name'], MAX_FIELD).trim();
      const hours = textField(body['hours'], MAX_HOURS).trim();
      const saved = save(context, parts, body, (store): Refusals => {
        if (body['do'] === 'remove') return remove(store, context, parts, body, rule);
        const { holidays, refusals } = readChange({ rule, name, hours });
        return Object.keys(refusals).length > 0 ? refusals : add(store, context, parts, body, holidays);
      });
      const refusals = saved.kind === 'refused' ? saved.refusals : {};
      return answer(context, parts, body, saved, { change: { rule, name, hours, refusals }, refusals: {} });
    })
    .post('/settings/holidays/import', (context) => importCalendar(context, parts));
}

/** Adds the days of a calendar, or only says what it would add. */
async function importCalendar(context: Context<PersonEnv>, parts: WebParts) {
  const person = context.get('person');
  const body = await context.req.parseBody();
  const read = await readCalendar(body, context, parts);
  const result: { imported: ImportResult | null } = { imported: null };
  const isLook = body['do'] === 'look';
  const saved = save(context, parts, body, (store): Refusals => {
    if ('problem' in read) return { file: read };
    const request = { number: whose(body), holidays: read.holidays, dryRun: false };
    const added = addHolidays(store, request, parts.business, person.actor.label, parts.clock.now());
    if (added.kind !== 'holidays') return { file: added };
    result.imported = { changes: added.changes, refused: read.refused };
    // Refused without a reason: all of it is taken back.
    return isLook ? { look: undefined } : {};
  });
  const importRefusal = saved.kind === 'refused' ? saved.refusals['file'] : undefined;
  const imported = importRefusal === undefined ? (result.imported ?? undefined) : undefined;
  const { looked, taken } = person.words.holidays;
  if (imported !== undefined && saved.kind !== 'changed-meanwhile') {
    const notice = { isProblem: false, text: isLook ? looked : taken };
    return holidaysPage(context, parts, whose(body), { imported, notice });
  }
  return answer(context, parts, body, saved, { importRefusal });
}

async function readCalendar(
  body: FormBody,
  context: Context<PersonEnv>,
  { clock, business }: WebParts,
): Promise<{ readonly holidays: readonly Holiday[]; readonly refused: ImportResult['refused'] } | Rejection> {
  const { words } = context.get('person');
  const file = body['file'];
  if (!(file instanceof File) || file.size === 0) return { kind: 'invalid', ...words.holidays.noFile };
  const intervals = parseIntervals(textField(body['hours'], MAX_HOURS).trim() || 'closed');
  if (intervals.kind !== 'intervals') return intervals;
  const { date } = wallClock(clock.now(), business.timeZone);
  // Loaded only here, as it brings a reader of calendars that a daemon needs once a year.
  const { parseHolidayCalendar } = await import('../../core/holidays-ics.ts');
  const calendar = parseHolidayCalendar(await file.text(), date);
  if (calendar.kind !== 'calendar') return calendar;
  const holidays = calendar.holidays.map((holiday) => ({ ...holiday, hours: intervals.intervals }));
  return { holidays, refused: calendar.refused };
}

/** The line that a form is about; null for every line. */
function whose(body: FormBody): string | null {
  return textField(body['line'], MAX_FIELD) || null;
}

function save<Refused extends object>(
  context: Context<PersonEnv>,
  parts: WebParts,
  body: FormBody,
  change: (store: Store) => Refused,
) {
  return saveForm(context.get('person'), holidaySettings(whose(body), parts), body, change);
}

function add(
  store: Store,
  context: Context<PersonEnv>,
  { business, clock }: WebParts,
  body: FormBody,
  holidays: readonly Holiday[],
): Refusals {
  const { actor } = context.get('person');
  const request = { number: whose(body), holidays, dryRun: false };
  const added = addHolidays(store, request, business, actor.label, clock.now());
  return 'problem' in added ? { all: added } : {};
}

function remove(
  store: Store,
  context: Context<PersonEnv>,
  { business, clock }: WebParts,
  body: FormBody,
  which: string,
): Refusals {
  const { actor } = context.get('person');
  const request = { number: whose(body), which, dryRun: false };
  const removed = removeHoliday(store, request, business, actor.label, clock.now());
  return 'problem' in removed ? { name: removed } : {};
}

/** Back to the list, or the page again with what was typed and what is wrong with it. */
function answer(
  context: Context<PersonEnv>,
  parts: WebParts,
  body: FormBody,
  saved: SavedForm<Refusals>,
  state: PageState,
) {
  if (saved.kind === 'saved') {
    const query = new URLSearchParams({ line: whose(body) ?? '', done: '1' });
    return context.redirect(`/settings/holidays?${query}`, 303);
  }
  const refusals = saved.kind === 'refused' ? saved.refusals : {};
  const trouble = formTrouble(context.get('person'), saved);
  return holidaysPage(context, parts, whose(body), { refusals, ...state, ...trouble });
}

function holidaysPage(
  context: Context<PersonEnv>,
  parts: WebParts,
  number: string | null,
  { status, ...state }: PageState,
) {
  const { store, business, clock } = parts;
  const listed = listHolidays(store, number, business);
  if (listed.kind !== 'holidays') return rejected(context, listed);
  const page: HolidaysPageProps = {
    person: context.get('person'),
    lines: listLines(store, MOST_LINES),
    number,
    holidays: listed.holidays,
    today: wallClock(clock.now(), business.timeZone).date,
    version: settingsVersion(store, holidaySettings(number, parts)),
    typed: NO_HOLIDAY,
    refusals: {},
    ...state,
  };
  return context.html(<HolidaysPage {...page} />, status ?? 200);
}
