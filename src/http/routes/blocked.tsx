import { type Context, Hono } from 'hono';
import { blockNumber } from '../../services/block-number.ts';
import { listBlocked } from '../../services/show-blocked.ts';
import { unblockNumber } from '../../services/unblock-number.ts';
import { BlockedPage, type TypedBlock } from '../pages/blocked-page.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Entries on a page of the list. */
const PAGE = 100;
/** Longer than any caller ID, or note; the service says what is too long. */
const MAX_FIELD = 300;

/** The block list. */
export function blockedRoutes(parts: WebParts): Hono<PersonEnv> {
  const { business, clock } = parts;
  return new Hono<PersonEnv>()
    .get('/settings/blocked', (context) => blockedPage(context, parts))
    .post('/settings/blocked/add', async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody();
      const number = textField(body['number'], MAX_FIELD);
      const note = textField(body['note'], MAX_FIELD);
      const request = { number, note, exact: false, treatment: undefined, dryRun: false };
      const blocked = blockNumber(store, request, business.country, actor.label, clock.now());
      if ('problem' in blocked) return blockedPage(context, parts, { number, note, refusal: blocked });
      return context.redirect('/settings/blocked', 303);
    })
    .post('/settings/blocked/remove', async (context) => {
      const { store, actor } = context.get('person');
      const number = textField((await context.req.parseBody())['number'], MAX_FIELD);
      unblockNumber(store, { number, dryRun: false }, business.country, actor.label, clock.now());
      return context.redirect('/settings/blocked', 303);
    });
}

function blockedPage(
  context: Context<PersonEnv>,
  { store }: WebParts,
  typed: TypedBlock = { number: '', note: '' },
) {
  const person = context.get('person');
  const blocked = listBlocked(store, PAGE, context.req.query('after'));
  const isRefused = typed.refusal !== undefined;
  const notice = isRefused ? { isProblem: true, text: person.words.settings.notSaved } : undefined;
  const isFull = blocked.length === PAGE;
  return context.html(<BlockedPage {...{ person, blocked, typed, isFull, notice }} />, isRefused ? 422 : 200);
}
