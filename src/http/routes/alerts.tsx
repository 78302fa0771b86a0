import { type Context, Hono } from 'hono';
import { mayChange } from '../../core/roles.ts';
import { NotAllowed } from '../../services/act-as.ts';
import { changeNoticeChannel } from '../../services/change-notice-channel.ts';
import { noticesTo } from '../../services/list-alerts.ts';
import {
  addNoticeChannel,
  type ChangedChannel,
  listNoticeChannels,
  removeNoticeChannel,
  testNoticeChannels,
} from '../../services/notice-channels.ts';
import {
  addOwnChannel,
  changeOwnChannel,
  isChannelOf,
  noSuchWay,
  removeOwnChannel,
} from '../../services/own-alerts.ts';
import { personById } from '../../services/person-by-id.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { UserView } from '../../services/show-user.ts';
import { kindsAsked, NEW_CHANNEL, type TypedChannel, typedChannel } from '../alerts-form.ts';
import { AlertsPage } from '../pages/alerts-page.tsx';
import { answerLive } from '../pages/live.tsx';
import type { Notice } from '../pages/page.tsx';
import { toldList } from '../pages/told-list.tsx';
import { PERSON_ID } from '../person-page.tsx';
import { rejected } from '../problem.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Notices on the page. */
const LATEST = 10;
const CHANNEL = ':channel{[0-9]{1,15}}';

/** Whose alerts they are, where they stand, and what may be done with them. */
interface Target {
  readonly user: UserView;
  readonly isOwn: boolean;
  readonly base: string;
  add(typed: TypedChannel): ChangedChannel;
  change(id: number, typed: TypedChannel): ChangedChannel;
  remove(id: number): ChangedChannel;
}

type FindTarget = (context: Context<PersonEnv>, parts: WebParts) => Target | Rejection;

/** How people are told: everybody's own, and for an owner those of others. */
export function alertRoutes(parts: WebParts): Hono<PersonEnv> {
  const app = new Hono<PersonEnv>();
  addAlertRoutes(app, parts, '/account/alerts', ownAlerts);
  addAlertRoutes(app, parts, `/settings/team/${PERSON_ID}/alerts`, alertsOf);
  return app;
}

function addAlertRoutes(app: Hono<PersonEnv>, parts: WebParts, path: string, find: FindTarget): void {
  const { store, business, clock } = parts;
  app
    .get(path, (context) => alertsPage(context, parts, find(context, parts)))
    .get(`${path}/latest`, async (context) => {
      const target = find(context, parts);
      return 'problem' in target
        ? rejected(context, target)
        : answerLive(context, await told(context, parts, target));
    })
    .post(`${path}/add`, async (context) => {
      const target = find(context, parts);
      if ('problem' in target) return rejected(context, target);
      const typed = typedChannel(await context.req.parseBody({ all: true }));
      const added = typed.kinds.length === 0 ? nothingChosen(context) : target.add(typed);
      if (added.kind === 'done') return context.redirect(`${target.base}?done=saved`, 303);
      return alertsPage(context, parts, target, { ...typed, refusal: added });
    })
    .post(`${path}/${CHANNEL}/change`, async (context) => {
      const target = find(context, parts);
      if ('problem' in target) return rejected(context, target);
      const typed = typedChannel(await context.req.parseBody({ all: true }));
      const id = Number(context.req.param('channel'));
      const changed = typed.kinds.length === 0 ? nothingChosen(context) : target.change(id, typed);
      return changed.kind === 'done'
        ? context.redirect(`${target.base}?done=saved`, 303)
        : rejected(context, changed);
    })
    .post(`${path}/${CHANNEL}/remove`, (context) => {
      const target = find(context, parts);
      if ('problem' in target) return rejected(context, target);
      const removed = target.remove(Number(context.req.param('channel')));
      return removed.kind === 'done'
        ? context.redirect(`${target.base}?done=saved`, 303)
        : rejected(context, removed);
    })
    .post(`${path}/test`, (context) => {
      const target = find(context, parts);
      if ('problem' in target) return rejected(context, target);
      const tested = testNoticeChannels(store, target.user.name, business, clock.now());
      if (tested.kind !== 'told') return rejected(context, tested);
      parts.onQueued();
      return context.redirect(`${target.base}?done=tested`, 303);
    });
}

function nothingChosen(context: Context<PersonEnv>): Rejection {
  return { kind: 'invalid', ...context.get('person').words.alerts.noKinds };
}

/** Everybody's own, whatever their role. */
const ownAlerts: FindTarget = (context, { store, business, clock }) => {
  const { user } = context.get('person');
  const found = personById(store, user.id);
  if (found.kind !== 'person') return found;
  return {
    ...{ user: found.user, isOwn: true, base: '/account/alerts' },
    add: (typed) => addOwnChannel(store, user, asked(typed), business, clock.now()),
    change: (id, typed) =>
      changeOwnChannel(store, user, { id, ...changeAsked(typed) }, business, clock.now()),
    remove: (id) => removeOwnChannel(store, user, id, clock.now()),
  };
};

/** Those of others are an owner's to see, since whoever knows a webhook or a topic reads and writes there. */
const alertsOf: FindTarget = (context, { store: all, business, clock }) => {
  const { store, actor, user: who } = context.get('person');
  if (!mayChange(who.role, 'user')) throw new NotAllowed(who);
  const found = personById(all, Number(context.req.param('user')));
  if (found.kind !== 'person') return found;
  const { user } = found;
  const ofTheirs = (id: number, change: () => ChangedChannel) =>
    isChannelOf(all, user, id) ? change() : noSuchWay(user, id);
  return {
    ...{ user, isOwn: false, base: `/settings/team/${user.id}/alerts` },
    add(typed) {
      const request = { ...asked(typed), user: user.name, dryRun: false };
      return addNoticeChannel(store, request, business, actor.label, clock.now());
    },
    change: (id, typed) =>
      ofTheirs(id, () =>
        changeNoticeChannel(
          store,
          { id, ...changeAsked(typed), dryRun: false },
          business,
          actor.label,
          clock.now(),
        ),
      ),
    remove: (id) =>
      ofTheirs(id, () => removeNoticeChannel(store, { id, dryRun: false }, actor.label, clock.now())),
  };
};

function asked(typed: TypedChannel) {
  const { channel, address, atNight } = typed;
  return { channel, address: address === '' ? undefined : address, kinds: kindsAsked(typed), atNight };
}

/** Where it leads is not in that form. */
function changeAsked(typed: TypedChannel) {
  return { kinds: kindsAsked(typed) ?? null, atNight: typed.atNight };
}

async function alertsPage(
  context: Context<PersonEnv>,
  parts: WebParts,
  target: Target | Rejection,
  typed: TypedChannel = NEW_CHANNEL,
) {
  if ('problem' in target) return rejected(context, target);
  const person = context.get('person');
  const { user } = target;
  const channels = listNoticeChannels(parts.store).filter((each) => each.user === user.name);
  const night = parts.store.read((reader) => reader.settings.business()['alert-quiet-hours']);
  const latest = (await told(context, parts, target)).element;
  const isRefused = typed.refusal !== undefined;
  const notice = isRefused ? { isProblem: true, text: person.words.settings.notSaved } : doneNotice(context);
  const page = <AlertsPage {...{ person, channels, typed, night, latest, notice }} {...target} />;
  return context.html(page, isRefused ? 422 : 200);
}

function told(context: Context<PersonEnv>, { store }: WebParts, { user, base }: Target) {
  const notices = noticesTo(store, user.id, LATEST);
  return toldList({ person: context.get('person'), notices, url: `${base}/latest` });
}

function doneNotice(context: Context<PersonEnv>): Notice | undefined {
  const { saved, tested } = context.get('person').words.alerts;
  const texts: Readonly<Record<string, string>> = { saved, tested };
  const text = texts[context.req.query('done') ?? ''];
  return text === undefined ? undefined : { isProblem: false, text };
}
