import { type Context, Hono } from 'hono';
import { DEFAULT_MESSAGE } from '../../core/placeholders.ts';
import { setMessage } from '../../services/set-message.ts';
import { showLine } from '../../services/show-line.ts';
import { useTemplate } from '../../services/use-template.ts';
import { saveHours, typedHours } from '../hours-form.ts';
import { saveLine, shownLine, typedLine } from '../line-form.ts';
import { linePage, previewTyped } from '../line-page.tsx';
import { type EditedWhen, Preview } from '../pages/message-editor.tsx';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const LINE = '/settings/lines/:line{[0-9]{3,15}}';
/** A text of 1,530 characters; the service says what is too long. */
const MAX_TEMPLATE = 5_000;

/** What a line does when it is called, and what it texts. */
export function settingsRoutes(parts: WebParts): Hono<PersonEnv> {
  const { business, clock } = parts;
  return new Hono<PersonEnv>()
    .get('/settings', (context) => {
      const { saved } = context.get('person').words.settings;
      const isDone = context.req.query('done') === '1';
      const state = isDone ? { notice: { isProblem: false, text: saved } } : {};
      return linePage(context, parts, context.req.query('line') ?? null, state);
    })
    .post(`${LINE}/line`, async (context) => {
      const person = context.get('person');
      const found = showLine(parts.store, numberOf(context), business.country);
      if (found.kind !== 'line') return rejected(context, found);
      const { line } = found;
      const typed = typedLine(await context.req.parseBody(), shownLine(line, person));
      const refusals = saveLine(line, typed, person, parts);
      if (Object.keys(refusals).length === 0) return done(context);
      return refused(context, parts, { typed, refusals });
    })
    .post(`${LINE}/hours`, async (context) => {
      const typed = typedHours(await context.req.parseBody());
      const hoursRefusals = saveHours(numberOf(context), typed, context.get('person'), parts);
      if (Object.keys(hoursRefusals).length === 0) return done(context);
      return refused(context, parts, { typedHours: typed, hoursRefusals });
    })
    .post(`${LINE}/message`, async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody();
      const draft = draftOf(body);
      const plain = body['do'] === 'plain';
      const template = body['do'] === 'built-in' ? null : wordsOf(draft);
      const request = { number: numberOf(context), variant: draft.when, template, plain, dryRun: false };
      const set = setMessage(store, request, business, actor.label, clock.now());
      return 'problem' in set ? refused(context, parts, { draft }) : done(context);
    })
    .post(`${LINE}/words`, async (context) => {
      const { store, actor } = context.get('person');
      const trade = textField((await context.req.parseBody())['trade'], 100);
      const request = { number: numberOf(context), trade, dryRun: false };
      const used = useTemplate(store, request, business, actor.label, clock.now());
      return 'problem' in used ? rejected(context, used) : done(context);
    })
    .post(`${LINE}/preview`, async (context) => {
      const { when, template } = draftOf(await context.req.parseBody());
      const previewed = previewTyped(parts, numberOf(context), when, template);
      return context.html(<Preview person={context.get('person')} previewed={previewed} />);
    });
}

function numberOf({ req }: Context<PersonEnv>): string {
  return `+${req.param('line')}`;
}

/** Forms end lines with CR and LF, of which a text would carry both. */
function draftOf(body: Readonly<Record<string, unknown>>) {
  const when: EditedWhen = body['when'] === 'after-hours' ? 'after-hours' : 'default';
  return { when, template: textField(body['template'], MAX_TEMPLATE).replaceAll('\r\n', '\n') };
}

/** Null for the product's own, and for no other words after hours. */
function wordsOf({ when, template }: ReturnType<typeof draftOf>): string | null {
  if (when === 'after-hours') return template.trim() === '' ? null : template;
  return template === DEFAULT_MESSAGE ? null : template;
}

function done(context: Context<PersonEnv>): Response {
  const query = new URLSearchParams({ line: numberOf(context), done: '1' });
  return context.redirect(`/settings?${query}`, 303);
}

/** The page again, with what was typed and what is wrong with it. */
function refused(context: Context<PersonEnv>, parts: WebParts, state: Parameters<typeof linePage>[3]) {
  const notice = { isProblem: true, text: context.get('person').words.settings.notSaved };
  return linePage(context, parts, numberOf(context), { ...state, notice });
}
