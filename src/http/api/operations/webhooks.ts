import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { listEvents } from '../../../services/list-events.ts';
import { replayWebhook, testWebhook } from '../../../services/replay-webhook.ts';
import {
  deliveryJson,
  listDeliveries,
  listWebhooks,
  showWebhook,
  webhookJson,
} from '../../../services/show-webhooks.ts';
import { addWebhook, changeWebhook, removeWebhook } from '../../../services/webhook-endpoints.ts';
import { operation } from '../operation.ts';
import { cursorTo, limit, pageOf } from '../page.ts';
import { maybeText, next, text } from '../shapes/basics.ts';
import { Event } from '../shapes/events.ts';
import { Delivery, Webhook } from '../shapes/webhooks.ts';

const MAX_URL = 1_000;
const name = text.min(1).max(200);
const webhookPath = z.object({ webhook: name.describe('Its name.') });
const events = z
  .array(text.max(64))
  .min(1)
  .max(50)
  .describe('Kinds such as `call.ended`, or all of one thing: `lead.*`.');
const eventId = text.max(64);

const webhookChange = z
  .strictObject({
    url: text.max(MAX_URL).optional(),
    events: z.nullable(events).optional().describe('Null for all.'),
    enabled: z
      .boolean()
      .optional()
      .describe('Switched on again, it goes on with the event at which it stopped.'),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'Give at least one change' });

const replayFrom = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).optional().describe('What happened from then on.'),
    event: eventId.optional().describe('From this one on, itself too.'),
  })
  .refine(({ since, event }) => (since === undefined) !== (event === undefined), {
    message: 'Give one of since and event',
  });

export const WEBHOOK_OPERATIONS = [
  operation({
    method: 'GET',
    path: '/api/v1/events',
    id: 'listEvents',
    summary: 'What happened, oldest first, as webhooks are told of it; kept only while there is a webhook',
    query: z.strictObject({
      after: eventId.optional().describe('Those after this event: the last that the program knows.'),
      limit,
      cursor: cursorTo(eventId),
    }),
    answer: z.object({ events: z.array(Event), next }),
    perform({ store, query: { after, limit, cursor } }) {
      const listed = listEvents(store, { limit: limit + 1, after: cursor ?? after });
      if (listed.kind !== 'events') return listed;
      const { page, next } = pageOf(listed.events, limit, (last) => last.id);
      return { events: page, next };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/webhooks',
    id: 'listWebhooks',
    summary: 'Where events are sent, for owners; 20 at most',
    answer: z.object({ webhooks: z.array(Webhook) }),
    perform({ store, actor }) {
      const listed = listWebhooks(store, actor);
      return listed.kind === 'webhooks' ? { webhooks: listed.webhooks.map(webhookJson) } : listed;
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/webhooks',
    id: 'addWebhook',
    summary: 'Send events from now on to an address; the secret that signs them is shown this once',
    status: 201,
    body: z.strictObject({
      name: name.describe('What it is for.'),
      url: text.max(MAX_URL).describe('https; http only on the machine of textback itself.'),
      events: z.nullable(events).optional().describe('Null for all.'),
    }),
    answer: z.object({ secret: text.describe('Shown this once.'), webhook: Webhook }),
    perform({ store, actor, now, body: { name, url, events = null } }) {
      const secret = `whsec_${randomBytes(32).toString('base64')}`;
      const request = { name, url, kinds: events, secret, dryRun: false };
      const added = addWebhook(store, request, actor.label, now);
      return added.kind === 'done' ? { secret, webhook: webhookJson(added.webhook) } : added;
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/webhooks/{webhook}',
    id: 'showWebhook',
    summary: 'A webhook, and whether what is sent there is taken',
    params: webhookPath,
    answer: z.object({ webhook: Webhook }),
    perform({ store, actor, params }) {
      const shown = showWebhook(store, params.webhook, actor);
      return shown.kind === 'webhook' ? { webhook: webhookJson(shown.webhook) } : shown;
    },
  }),
  operation({
    method: 'PATCH',
    path: '/api/v1/webhooks/{webhook}',
    id: 'changeWebhook',
    summary: 'Change address or events of a webhook, or switch it off and on',
    params: webhookPath,
    body: webhookChange,
    answer: z.object({ webhook: Webhook }),
    perform({ store, actor, now, params, body: { url, events, enabled } }) {
      const request = { name: params.webhook, url, kinds: events, enabled, dryRun: false };
      const changed = changeWebhook(store, request, actor.label, now);
      return changed.kind === 'done' ? { webhook: webhookJson(changed.webhook) } : changed;
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/webhooks/{webhook}/deliveries',
    id: 'listDeliveries',
    summary: 'How events fared at a webhook, the latest attempt first',
    params: webhookPath,
    query: z.strictObject({ limit }),
    answer: z.object({ deliveries: z.array(Delivery) }),
    perform({ store, actor, params, query: { limit } }) {
      const listed = listDeliveries(store, { name: params.webhook, limit }, actor);
      return listed.kind === 'deliveries' ? { deliveries: listed.deliveries.map(deliveryJson) } : listed;
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/webhooks/{webhook}/test',
    id: 'testWebhook',
    summary: 'Send an event that tells of nothing, after what waits',
    params: webhookPath,
    answer: z.object({ event: text.describe('Its id.') }),
    perform({ store, actor, now, params }) {
      const tested = testWebhook(store, params.webhook, actor.label, now);
      return tested.kind === 'told' ? { event: tested.eventId } : tested;
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/webhooks/{webhook}/replay',
    id: 'replayWebhook',
    summary: 'Send again what happened, in order and under the same ids, and then what comes after',
    params: webhookPath,
    body: replayFrom,
    answer: z.object({
      event: maybeText.describe('The first that is sent again; null where nothing has happened since.'),
    }),
    perform({ store, actor, now, params, body: { since, event } }) {
      const from = since === undefined ? { eventId: event ?? '' } : { at: Date.parse(since) };
      const request = { name: params.webhook, from, dryRun: false };
      const replayed = replayWebhook(store, request, actor.label, now);
      return replayed.kind === 'replayed' ? { event: replayed.from } : replayed;
    },
  }),
  operation({
    method: 'DELETE',
    path: '/api/v1/webhooks/{webhook}',
    id: 'removeWebhook',
    summary: 'Send nothing more there',
    params: webhookPath,
    answer: z.object({ webhook: Webhook }),
    perform({ store, actor, now, params }) {
      const removed = removeWebhook(store, { name: params.webhook, dryRun: false }, actor.label, now);
      return removed.kind === 'done' ? { webhook: webhookJson(removed.webhook) } : removed;
    },
  }),
];
