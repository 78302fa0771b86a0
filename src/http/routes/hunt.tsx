import { type Context, Hono } from 'hono';
import { NotAllowed } from '../../services/act-as.ts';
import { changeLine } from '../../services/change-line.ts';
import type { Rejection } from '../../services/rejection.ts';
import { settingsVersion } from '../../services/save-unchanged.ts';
import { type LineView, showLine } from '../../services/show-line.ts';
import { VERSION_FIELD } from '../form-version.ts';
import { editHunt } from '../hunt-edit.ts';
import { huntSettings, shownHunt, type TypedHunt, typedHunt } from '../hunt-form.ts';
import { type HuntRefusals, readHunt, saveHunt } from '../hunt-read.ts';
import { mayChangeSettings } from '../pages/editable.tsx';
import { HuntPage, Told } from '../pages/hunt-page.tsx';
import type { Notice } from '../pages/page.tsx';
import { rejected } from '../problem.tsx';
import { formTrouble, saveForm } from '../save-form.ts';
import { textField } from '../text-field.ts';
import type { Person, PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const LINE = '/settings/lines/:line{[0-9]{3,15}}';
const MAX_FIELD = 200;

/** What stands on the page where it is not what the line has. */
interface HuntState {
  readonly typed?: TypedHunt;
  readonly refusals?: HuntRefusals;
  /** Of when the form was first shown, as long as it is changed and not saved. */
  readonly version?: string;
  readonly forward?: string;
  readonly forwardRefusal?: Rejection | undefined;
  readonly notice?: Notice;
  readonly status?: 409 | 422;
}

/** Whom a line rings: the editor of its steps. */
export function huntRoutes(parts: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .get(`${LINE}/hunt`, (context) => {
      const { saved } = context.get('person').words.settings;
      const isDone = context.req.query('done') === '1';
      return huntPage(context, parts, isDone ? { notice: { isProblem: false, text: saved } } : {});
    })
    .post(`${LINE}/hunt`, async (context) => {
      const person = context.get('person');
      const body = await context.req.parseBody();
      const typed = typedHunt(body);
      const button = textField(body['do'], MAX_FIELD) || 'save';
      const number = numberOf(context);
      if (button !== 'save') {
        if (!mayChangeSettings(person)) throw new NotAllowed(person.user);
        const edited = editHunt(typed, button, person.words);
        return huntPage(context, parts, {
          typed: edited,
          version: textField(body[VERSION_FIELD], MAX_FIELD),
        });
      }
      const saved = saveForm(person, huntSettings(number, parts), body, (store) =>
        saveHunt(store, number, typed, person, parts),
      );
      if (saved.kind === 'saved') return done(context);
      const refusals = saved.kind === 'refused' ? saved.refusals : {};
      return huntPage(context, parts, { typed, refusals, ...formTrouble(person, saved) });
    })
    .post(`${LINE}/hunt/story`, async (context) => {
      const found = lineOf(context, parts);
      if (found.kind !== 'line') return rejected(context, found);
      const person = context.get('person');
      const typed = typedHunt(await context.req.parseBody());
      const { told, refusals } = toldOf(typed, found.line, person, parts);
      return context.html(<Told {...{ person, told, refusals }} />);
    })
    .post(`${LINE}/forward`, async (context) => {
      const person = context.get('person');
      const body = await context.req.parseBody();
      const [number, value] = [numberOf(context), textField(body['forward'], MAX_FIELD).trim()];
      const { country } = parts.business;
      const saved = saveForm(person, huntSettings(number, parts), body, (store) => {
        const request = { number, setting: 'forward', value, dryRun: false };
        const set = changeLine(store, request, country, person.actor.label, parts.clock.now());
        return 'problem' in set ? { forward: set } : {};
      });
      if (saved.kind === 'saved') return done(context);
      const forwardRefusal = saved.kind === 'refused' ? saved.refusals.forward : undefined;
      return huntPage(context, parts, { forward: value, forwardRefusal, ...formTrouble(person, saved) });
    });
}

function numberOf({ req }: Context<PersonEnv>): string {
  return `+${req.param('line')}`;
}

function lineOf(context: Context<PersonEnv>, { store, business }: WebParts) {
  return showLine(store, numberOf(context), business.country);
}

function done(context: Context<PersonEnv>): Response {
  return context.redirect(`/settings/lines/${context.req.param('line')}/hunt?done=1`, 303);
}

function huntPage(context: Context<PersonEnv>, parts: WebParts, state: HuntState) {
  const found = lineOf(context, parts);
  if (found.kind !== 'line') return rejected(context, found);
  const { line } = found;
  const person = context.get('person');
  const { typed = shownHunt(line, person), forward = '', notice, forwardRefusal } = state;
  const { told, refusals } = toldOf(typed, line, person, parts);
  const version = state.version ?? settingsVersion(parts.store, huntSettings(line.number, parts));
  const page = { person, line, typed, told, version, forward, forwardRefusal, notice };
  // A step that is still empty was not typed wrong: only saving it says so.
  const shown = state.refusals ?? (state.typed === undefined ? refusals : {});
  return context.html(
    <HuntPage {...page} refusals={shown} isDraft={state.typed !== undefined} />,
    state.status ?? 200,
  );
}

/** What was typed, as if the line had it. */
function toldOf(typed: TypedHunt, line: LineView, { words }: Person, { business }: WebParts) {
  const { steps, refusals } = readHunt(typed, words, business.country);
  const seconds = Number(typed.ringTimeout);
  const ringTimeoutSeconds = seconds >= 10 && seconds <= 60 ? seconds : line.ringTimeoutSeconds;
  const told = { ...line, hunt: steps, huntOrder: typed.order, ringTimeoutSeconds };
  return { told, refusals };
}
