import { type Context, Hono } from 'hono';
import type { SavedForm, ShownSettings } from '../../services/save-unchanged.ts';
import { setMessage } from '../../services/set-message.ts';
import { showLine } from '../../services/show-line.ts';
import { tradeTemplate, useTemplate } from '../../services/use-template.ts';
import type { Store } from '../../store/open-store.ts';
import { hoursSettings, saveHours, typedHours } from '../hours-form.ts';
import { type LineFormName, lineSettings, saveLine, shownLine, typedLine } from '../line-form.ts';
import { linePage } from '../line-page.tsx';
import { draftOf, messageSettings, previewTyped, wordsOf } from '../message-form.ts';
import { ownersSettings, saveOwners, typedOwners } from '../owners-form.ts';
import { Preview } from '../pages/message-editor.tsx';
import { rejected } from '../problem.tsx';
import { type FormBody, formTrouble, saveForm } from '../save-form.ts';
import { typedTemplate } from '../template-choice.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const LINE = '/settings/lines/:line{[0-9]{3,15}}';

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
    .post(`${LINE}/line`, (context) => postLine(context, parts, 'line'))
    .post(`${LINE}/more`, (context) => postLine(context, parts, 'more'))
    .post(`${LINE}/hours`, async (context) => {
      const body = await context.req.parseBody();
      const number = numberOf(context);
      const typed = typedHours(body);
      const shown = hoursSettings(number, parts);
      const saved = save(context, shown, body, (store) =>
        saveHours(store, number, typed, context.get('person'), parts),
      );
      const hoursRefusals = saved.kind === 'refused' ? saved.refusals : {};
      return answer(context, parts, saved, { typedHours: typed, hoursRefusals });
    })
    .post(`${LINE}/owners`, async (context) => {
      const body = await context.req.parseBody();
      const number = numberOf(context);
      const typed = typedOwners(body);
      const saved = save(context, ownersSettings(number, parts), body, (store) =>
        saveOwners(store, number, typed, context.get('person'), parts),
      );
      const ownersRefusal = saved.kind === 'refused' ? saved.refusals.owners : undefined;
      return answer(context, parts, saved, { typedOwners: typed, ownersRefusal });
    })
    .post(`${LINE}/message`, async (context) => {
      const { actor } = context.get('person');
      const body = await context.req.parseBody();
      const number = numberOf(context);
      const draft = draftOf(body);
      const plain = body['do'] === 'plain';
      const template = body['do'] === 'built-in' ? null : wordsOf(draft);
      const request = { number, variant: draft.when, template, plain, dryRun: false };
      const shown = messageSettings(number, [draft.when], parts);
      const saved = save(context, shown, body, (store) => {
        const set = setMessage(store, request, business, actor.label, clock.now());
        return 'problem' in set ? { template: set } : {};
      });
      return answer(context, parts, saved, { draft });
    })
    .post(`${LINE}/words`, async (context) => {
      const { actor } = context.get('person');
      const body = await context.req.parseBody();
      const number = numberOf(context);
      const choice = typedTemplate(body['trade']);
      const found = tradeTemplate(choice);
      if (found.kind !== 'template') return rejected(context, found);
      const request = { ...choice, number, dryRun: false };
      const shown = messageSettings(number, ['default', 'after-hours'], parts);
      const saved = save(context, shown, body, (store) => {
        const used = useTemplate(store, request, business, actor.label, clock.now());
        return 'problem' in used ? { trade: used } : {};
      });
      return answer(context, parts, saved, {});
    })
    .post(`${LINE}/preview`, async (context) => {
      const draft = draftOf(await context.req.parseBody());
      const previewed = previewTyped(parts, numberOf(context), draft);
      return context.html(<Preview person={context.get('person')} previewed={previewed} />);
    });
}

async function postLine(context: Context<PersonEnv>, parts: WebParts, form: LineFormName) {
  const person = context.get('person');
  const found = showLine(parts.store, numberOf(context), parts.business.country);
  if (found.kind !== 'line') return rejected(context, found);
  const { line } = found;
  const body = await context.req.parseBody();
  const typed = typedLine(body, shownLine(line, person));
  const shown = lineSettings(form, line.number, parts);
  const saved = save(context, shown, body, (store) => saveLine(store, form, { line, typed }, person, parts));
  const refusals = saved.kind === 'refused' ? saved.refusals : {};
  return answer(context, parts, saved, { typed, refusals, typedForm: form });
}

function numberOf({ req }: Context<PersonEnv>): string {
  return `+${req.param('line')}`;
}

function save<Refusals extends object>(
  context: Context<PersonEnv>,
  shown: ShownSettings,
  body: FormBody,
  change: (store: Store) => Refusals,
) {
  return saveForm(context.get('person'), shown, body, change);
}

/** Back to the line, or the page again, with what was typed and what is wrong with it. */
function answer(
  context: Context<PersonEnv>,
  parts: WebParts,
  saved: SavedForm<object>,
  state: Parameters<typeof linePage>[3],
) {
  if (saved.kind !== 'saved')
    return linePage(context, parts, numberOf(context), {
      ...state,
      ...formTrouble(context.get('person'), saved),
    });
  const query = new URLSearchParams({ line: numberOf(context), done: '1' });
  return context.redirect(`/settings?${query}`, 303);
}
