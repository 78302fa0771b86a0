import { type Context, Hono } from 'hono';
import { INBOUND_CONTEXT } from '../../services/plan-test-call.ts';
import { showLine } from '../../services/show-line.ts';
import { startTestCall, stopTestCall } from '../../services/start-test-call.ts';
import { linePage } from '../line-page.tsx';
import { answerLive } from '../pages/live.tsx';
import type { TestPage } from '../pages/test-call.tsx';
import { rejected } from '../problem.tsx';
import { setupPage } from '../setup/setup-page.tsx';
import { stepPath } from '../setup/setup-steps.ts';
import { testPart } from '../test-part.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const TEST = '/settings/lines/:line{[0-9]{3,15}}/test';
const MAX_NUMBER = 100;

/** A test call from the pages: begun, watched, stopped. */
export function testCallRoutes(parts: WebParts): Hono<PersonEnv> {
  const { business, clock, tests } = parts;
  return new Hono<PersonEnv>()
    .get(TEST, async (context) => {
      const found = showLine(parts.store, numberOf(context), business.country);
      if (found.kind !== 'line') return rejected(context, found);
      const page = pageOf(context.req.query('page'));
      const props = { person: context.get('person'), line: found.line, run: tests.latest(), page };
      return answerLive(context, await testPart(props));
    })
    .post(`${TEST}/start`, async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody();
      const line = numberOf(context);
      const text = body['texts'] === 'really' ? textField(body['phone'], MAX_NUMBER) : undefined;
      const rings = body['rings'] === 'on';
      const asked = { line, rings, text, from: undefined, dial: undefined, context: INBOUND_CONTEXT };
      const started = startTestCall(store, tests, asked, business, actor.label, clock.now());
      if (started.kind === 'started') return back(context, body['page']);
      if (started.kind === 'not-found') return rejected(context, started);
      const notice = { isProblem: true, text: `${started.problem} ${started.remedy}` };
      const state = { notice, status: 422, typedTest: { rings, text: text ?? null } } as const;
      return pageOf(body['page']) === 'setup'
        ? setupPage(context, parts, 'test', state)
        : linePage(context, parts, line, state);
    })
    .post(`${TEST}/stop`, async (context) => {
      const { store, actor } = context.get('person');
      stopTestCall(store, tests, actor.label, clock.now());
      return back(context, (await context.req.parseBody())['page']);
    });
}

function numberOf({ req }: Context<PersonEnv>): string {
  return `+${req.param('line')}`;
}

function pageOf(value: unknown): TestPage {
  return value === 'setup' ? 'setup' : 'settings';
}

/** To where the steps are seen. */
function back(context: Context<PersonEnv>, page: unknown): Response {
  const line = encodeURIComponent(numberOf(context));
  const path = pageOf(page) === 'setup' ? stepPath('test') : '/settings';
  return context.redirect(`${path}?line=${line}#test-call`, 303);
}
