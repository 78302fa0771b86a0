import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { parseSince } from '../../core/since-words.ts';
import { CHOOSABLE_KINDS } from '../../core/webhook-event.ts';
import type { Rejection } from '../../services/rejection.ts';
import { replayWebhook, testWebhook } from '../../services/replay-webhook.ts';
import { listDeliveries, listWebhooks } from '../../services/show-webhooks.ts';
import { addWebhook, changeWebhook, removeWebhook } from '../../services/webhook-endpoints.ts';
import { answerLive } from '../pages/live.tsx';
import { webhookPart } from '../pages/webhook-deliveries.tsx';
import { WebhookPage } from '../pages/webhook-page.tsx';
import { type TypedWebhook, WebhooksPage } from '../pages/webhooks-page.tsx';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const LIST = '/settings/webhooks';
const WEBHOOK = `${LIST}/:webhook{[0-9]{1,15}}`;
const DELIVERIES = 30;
/** Longer than any; the services say what is too long. */
const MAX_FIELD = 1_000;

/** Where programs are told of what happens: for owners alone. */
export function webhookRoutes(parts: WebParts): Hono<PersonEnv> {
  const { clock, business } = parts;
  return new Hono<PersonEnv>()
    .get(LIST, (context) => listPage(context, context.req.query('done') === 'removed'))
    .post(`${LIST}/add`, async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody({ all: true });
      const typed = { name: textField(body['name'], MAX_FIELD), url: textField(body['url'], MAX_FIELD) };
      const groups = chosen(body['events']);
      const secret = newSecret();
      const request = { ...typed, kinds: groups, secret, dryRun: false };
      const added = addWebhook(store, request, actor.label, clock.now());
      if ('problem' in added) return listPage(context, false, { ...typed, groups, refusal: added });
      return webhookPage(context, added.webhook.id, { secret });
    })
    .get(WEBHOOK, (context) => webhookPage(context, idOf(context)))
    .get(`${WEBHOOK}/now`, async (context) => {
      const { store, actor } = context.get('person');
      const listed = listDeliveries(store, { name: idOf(context), limit: DELIVERIES }, actor);
      if (listed.kind !== 'deliveries') return rejected(context, listed);
      return answerLive(context, await webhookPart({ person: context.get('person'), ...listed }));
    })
    .post(`${WEBHOOK}/test`, async (context) => {
      const { store, actor } = context.get('person');
      return done(context, testWebhook(store, idOf(context), actor.label, clock.now()), 'tested');
    })
    .post(`${WEBHOOK}/switch`, async (context) => {
      const { store, actor } = context.get('person');
      const enabled = (await context.req.parseBody())['on'] === 'on';
      const request = { name: idOf(context), enabled, dryRun: false };
      return done(context, changeWebhook(store, request, actor.label, clock.now()), 'changed');
    })
    .post(`${WEBHOOK}/change`, async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody({ all: true });
      const url = textField(body['url'], MAX_FIELD);
      const request = { name: idOf(context), url, kinds: chosen(body['events']), dryRun: false };
      return done(context, changeWebhook(store, request, actor.label, clock.now()), 'changed');
    })
    .post(`${WEBHOOK}/secret`, async (context) => {
      const { store, actor } = context.get('person');
      const secret = newSecret();
      const request = { name: idOf(context), secret, dryRun: false };
      const changed = changeWebhook(store, request, actor.label, clock.now());
      return 'problem' in changed
        ? rejected(context, changed)
        : webhookPage(context, changed.webhook.id, { secret });
    })
    .post(`${WEBHOOK}/replay`, async (context) => {
      const { store, actor, words } = context.get('person');
      const body = await context.req.parseBody();
      const eventId = textField(body['event'], MAX_FIELD).trim();
      const at = parseSince(textField(body['since'], MAX_FIELD), clock.now(), business.timeZone);
      if (eventId === '' && at === null)
        return done(context, { kind: 'invalid', ...words.webhooks.noTime }, 'replayed');
      const from = eventId === '' ? { at: at ?? 0 } : { eventId };
      const request = { name: idOf(context), from, dryRun: false };
      const replayed = replayWebhook(store, request, actor.label, clock.now());
      const isNothing = replayed.kind === 'replayed' && replayed.from === null;
      return done(context, replayed, isNothing ? 'nothing' : 'replayed');
    })
    .post(`${WEBHOOK}/remove`, (context) => {
      const { store, actor } = context.get('person');
      const request = { name: idOf(context), dryRun: false };
      const removed = removeWebhook(store, request, actor.label, clock.now());
      return 'problem' in removed
        ? rejected(context, removed)
        : context.redirect(`${LIST}?done=removed`, 303);
    });
}

function idOf({ req }: Context<PersonEnv>): number {
  return Number(req.param('webhook'));
}

/** As Standard Webhooks writes secrets. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** What is ticked; null for everything, so that kinds of later versions come too. */
function chosen(field: unknown): readonly string[] | null {
  const words = [field].flat().filter((each) => typeof each === 'string');
  const isAll = CHOOSABLE_KINDS.every(
    (kind) => words.includes(kind) || words.includes(kind.replace(/\..*/, '.*')),
  );
  return isAll ? null : words.slice(0, CHOOSABLE_KINDS.length);
}

function listPage(context: Context<PersonEnv>, isRemoved: boolean, typed?: TypedInPart) {
  const person = context.get('person');
  const { webhooks: words, settings } = person.words;
  const listed = listWebhooks(person.store, person.actor);
  if (listed.kind !== 'webhooks') return rejected(context, listed);
  const isRefused = typed !== undefined;
  const said = isRefused ? settings.notSaved : words.removed;
  const notice = isRefused || isRemoved ? { isProblem: isRefused, text: said } : undefined;
  const all = Object.keys(words.groups);
  const fields = { ...EMPTY, ...typed, groups: typed?.groups ?? all };
  const page = <WebhooksPage {...{ person, webhooks: listed.webhooks, typed: fields, notice }} />;
  return context.html(page, isRefused ? 422 : 200);
}

type TypedInPart = Omit<TypedWebhook, 'groups'> & { readonly groups: readonly string[] | null };
const EMPTY = { name: '', url: '' };

/** What was done, as the address of the page says it after. */
const DONE = {
  tested: 'tested',
  changed: 'changed',
  replayed: 'replayed',
  nothing: 'nothingSince',
} as const;

async function webhookPage(
  context: Context<PersonEnv>,
  id: number,
  { secret, refusal }: { readonly secret?: string; readonly refusal?: Rejection } = {},
) {
  const person = context.get('person');
  const { webhooks: words, settings } = person.words;
  const listed = listDeliveries(person.store, { name: id, limit: DELIVERIES }, person.actor);
  if (listed.kind !== 'deliveries') return rejected(context, listed);
  const { element: deliveries } = await webhookPart({ person, ...listed });
  const said = Object.entries(DONE).find(([done]) => done === context.req.query('done'))?.[1];
  const text = refusal === undefined ? said && words[said] : settings.notSaved;
  const notice = text === undefined ? undefined : { isProblem: refusal !== undefined, text };
  const props = { person, webhook: listed.webhook, deliveries, secret, refusal, notice };
  return context.html(<WebhookPage {...props} />, refusal === undefined ? 200 : 422);
}

/** Back to the page that says so; or the page at once, with why not. */
function done(context: Context<PersonEnv>, result: object | Rejection, what: keyof typeof DONE) {
  const id = idOf(context);
  if (!('problem' in result)) return context.redirect(`${LIST}/${id}?done=${what}`, 303);
  return webhookPage(context, id, { refusal: result });
}
