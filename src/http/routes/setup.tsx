import { Hono } from 'hono';
import { addLine } from '../../services/add-line.ts';
import { useTemplate } from '../../services/use-template.ts';
import { rejected } from '../problem.tsx';
import { answerLink, gatewayPart, pbxPart } from '../setup/link-steps.tsx';
import { setupPage, stepToResume } from '../setup/setup-page.tsx';
import { RING_TIMEOUT, type TypedNewLine } from '../setup/setup-state.ts';
import { isSetupStep, nextPath, RESUME, stepPath } from '../setup/setup-steps.ts';
import { typedTemplate } from '../template-choice.ts';
import { textField } from '../text-field.ts';
import { topUpTyped } from '../top-up-form.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Longer than any destination; the service says what is too long. */
const MAX_FIELD = 200;

/** The walk-through of a new installation. Whatever it sets can be set elsewhere too, by the same services. */
export function setupRoutes(parts: WebParts): Hono<PersonEnv> {
  const { business, clock } = parts;
  return new Hono<PersonEnv>()
    .get(RESUME, (context) => context.redirect(stepPath(stepToResume(parts)), 303))
    .get(`${RESUME}/:step{[a-z]+}`, (context) => {
      const step = context.req.param('step');
      return isSetupStep(step) ? setupPage(context, parts, step) : context.notFound();
    })
    .get(`${stepPath('pbx')}/now`, async (context) =>
      answerLink(context, await pbxPart(context.get('person'), parts)),
    )
    .get(`${stepPath('gateway')}/now`, async (context) =>
      answerLink(context, await gatewayPart(context.get('person'), parts)),
    )
    .post(stepPath('line'), async (context) => {
      const { store, actor, words } = context.get('person');
      const typed = typedLine(await context.req.parseBody());
      const { number, ...settings } = typed;
      const added = addLine(store, { number, settings, dryRun: false }, business, actor.label, clock.now());
      if (added.kind === 'added') return context.redirect(nextPath('line'), 303);
      const notice = { isProblem: true, text: words.settings.notSaved };
      return setupPage(context, parts, 'line', { notice, newLine: { typed, refusal: added } });
    })
    .post(stepPath('message'), async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody();
      const number = textField(body['line'], MAX_FIELD);
      const request = { ...typedTemplate(body['trade']), number, dryRun: false };
      const used = useTemplate(store, request, business, actor.label, clock.now());
      return 'problem' in used ? rejected(context, used) : context.redirect(nextPath('message'), 303);
    })
    .post(stepPath('credits'), async (context) => {
      const person = context.get('person');
      const refused = topUpTyped(await context.req.parseBody(), person, parts);
      if (refused === null) return context.redirect(nextPath('credits'), 303);
      const notice = { isProblem: true, text: person.words.settings.notSaved };
      return setupPage(context, parts, 'credits', { notice, topUp: refused });
    });
}

function typedLine(body: Readonly<Record<string, unknown>>): TypedNewLine {
  const typed = (field: string) => textField(body[field], MAX_FIELD).trim();
  return {
    number: typed('number'),
    name: typed('name'),
    forward: typed('forward'),
    'ring-timeout': typed('ring-timeout') || RING_TIMEOUT,
  };
}
