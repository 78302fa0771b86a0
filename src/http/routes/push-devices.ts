import { type Context, Hono } from 'hono';
import { addPushDevice, removePushDevice, testPushDevice } from '../../services/push-devices.ts';
import type { Rejection } from '../../services/rejection.ts';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const DEVICE = ':device{[0-9]{1,15}}';

/** Where alerts of whoever is signed in show, whatever their role. */
export function pushDeviceRoutes({ store, business, clock, push }: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .post('/account/devices', async (context) => {
      const { user, sessionId, actor, words } = context.get('person');
      if (push === null)
        return rejected(context, {
          kind: 'refused',
          problem: words.push.failed,
          remedy: words.push.needsHttps,
        });
      const body = await context.req.parseBody();
      const subscription = {
        endpoint: textField(body['endpoint'], 2_000),
        p256dh: textField(body['p256dh'], 200),
        auth: textField(body['auth'], 200),
      };
      const userAgent = context.req.header('User-Agent') ?? '';
      const { allowPrivate } = push;
      const device = { user, sessionId, subscription, userAgent, allowPrivate };
      return done(context, addPushDevice(store, device, actor, clock.now()), 'alerts-on');
    })
    .post(`/account/devices/${DEVICE}/remove`, (context) => {
      const { user, actor } = context.get('person');
      const request = { user, id: Number(context.req.param('device')) };
      return done(context, removePushDevice(store, request, actor, clock.now()), 'alerts-off');
    })
    .post(`/account/devices/${DEVICE}/test`, (context) => {
      const { user } = context.get('person');
      const request = { user, id: Number(context.req.param('device')) };
      return done(context, testPushDevice(store, request, business, clock.now()), 'alerts-tested');
    });
}

function done(
  context: Context<PersonEnv>,
  result: { readonly kind: string } | Rejection,
  what: string,
): Response | Promise<Response> {
  return 'problem' in result ? rejected(context, result) : context.redirect(`/account?done=${what}`, 303);
}
