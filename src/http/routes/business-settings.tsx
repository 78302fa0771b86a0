import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { creditHistory, showCredits } from '../../services/show-credits.ts';
import { CreditsPage, type TypedTopUp } from '../pages/credits-page.tsx';
import type { Notice } from '../pages/page.tsx';
import { topUpTyped } from '../top-up-form.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Entries of the ledger on the page. */
const ENTRIES = 20;

/** What belongs to the whole business: its credits. */
export function businessSettingsRoutes(parts: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .get('/settings/credits', (context) => {
      const { toppedUp } = context.get('person').words.settings;
      const isDone = context.req.query('done') === '1';
      return creditsPage(context, parts, isDone ? { isProblem: false, text: toppedUp } : undefined);
    })
    .post('/settings/credits', async (context) => {
      const person = context.get('person');
      const refused = topUpTyped(await context.req.parseBody(), person, parts);
      if (refused === null) return context.redirect('/settings/credits?done=1', 303);
      const notice = { isProblem: true, text: person.words.settings.notSaved };
      return creditsPage(context, parts, notice, { ...refused, key: randomUUID() });
    });
}

function creditsPage(
  context: Context<PersonEnv>,
  { store, clock }: WebParts,
  notice: Notice | undefined,
  typed: TypedTopUp = { amount: '100', key: randomUUID() },
) {
  const person = context.get('person');
  const credits = showCredits(store, clock.now());
  const history = creditHistory(store, ENTRIES);
  const page = <CreditsPage {...{ person, credits, history, typed, notice }} />;
  return context.html(page, notice?.isProblem === true ? 422 : 200);
}
