import { browserName } from '../core/browser-name.ts';
import type { Millis } from '../core/clock.ts';
import { type PushSubscription, parsePushSubscription } from '../core/push-subscription.ts';
import type { Store } from '../store/open-store.ts';
import type { PushDeviceRow } from '../store/queries/push.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import type { Business } from './business.ts';
import { notifyPerson } from './notify-people.ts';
import type { Rejection } from './rejection.ts';

/** Phones, tablets and desks of one person. */
const MOST_DEVICES = 10;
const MAX_USER_AGENT = 200;

export interface DeviceToAdd {
  readonly user: UserRow;
  readonly sessionId: number;
  readonly subscription: PushSubscription;
  readonly userAgent: string;
  /** Whether push services on private networks are written to. */
  readonly allowPrivate: boolean;
}

/**
 * From now on alerts are shown on this phone or browser; whoever had them there before has them no more. Who was told
 * nothing by push until now is told of everything.
 */
export function addPushDevice(
  store: Store,
  { user, sessionId, subscription, userAgent, allowPrivate }: DeviceToAdd,
  actor: Actor,
  now: Millis,
): { readonly kind: 'added'; readonly device: PushDeviceRow } | Rejection {
  const read = parsePushSubscription(subscription, allowPrivate);
  if (read.kind === 'invalid') return read;
  return store.transact('promised', (tx) => {
    const known = tx.push.byEndpoint(read.subscription.endpoint);
    if (known !== undefined) tx.push.removeDevice(known.id);
    if (tx.push.devicesOf(user.id).length >= MOST_DEVICES) return tooMany(user.name);
    const device = tx.push.addDevice({
      ...{ userId: user.id, sessionId, ...read.subscription },
      ...{ userAgent: userAgent.slice(0, MAX_USER_AGENT), createdAt: now },
    });
    const channel = { userId: user.id, channel: 'push', address: '', kinds: null } as const;
    tx.notices.addChannel({ ...channel, atNight: false, createdAt: now });
    record(tx, { user, device }, 'add alert device', actor, now);
    return { kind: 'added', device };
  });
}

/** Alerts of a person are no longer shown there. */
export function removePushDevice(
  store: Store,
  { user, id }: { readonly user: UserRow; readonly id: number },
  actor: Actor,
  now: Millis,
): { readonly kind: 'removed' } | Rejection {
  return store.transact('promised', (tx) => {
    const device = deviceOf(tx, user, id);
    if (device === undefined) return noSuchDevice(id);
    tx.push.removeDevice(id);
    record(tx, { user, device }, 'remove alert device', actor, now);
    return { kind: 'removed' };
  });
}

/** Shows one alert there, to try whether it arrives. */
export function testPushDevice(
  store: Store,
  { user, id }: { readonly user: UserRow; readonly id: number },
  business: Business,
  now: Millis,
): { readonly kind: 'told' } | Rejection {
  return store.transact('promised', (tx) => {
    if (deviceOf(tx, user, id) === undefined) return noSuchDevice(id);
    const occasion = { key: `test:${now}`, happening: { kind: 'test' }, leadId: null, lineId: null } as const;
    const isThis = ({ channel, address }: { readonly channel: string; readonly address: string }) =>
      channel === 'push' && address === String(id);
    return notifyPerson(tx, user.id, occasion, business, now, isThis) === 0 ? noChannel() : { kind: 'told' };
  });
}

/** A person's, the oldest first. */
export function listPushDevices(store: Pick<Store, 'read'>, user: UserRow): readonly PushDeviceRow[] {
  return store.read((reader) => reader.push.devicesOf(user.id));
}

/** As a person knows it, e.g. `Safari on iPhone`. */
export function deviceName({ userAgent }: Pick<PushDeviceRow, 'userAgent'>): string {
  return userAgent === '' ? 'a browser' : browserName(userAgent);
}

function deviceOf(reader: Reader, user: UserRow, id: number): PushDeviceRow | undefined {
  return reader.push.devicesOf(user.id).find((device) => device.id === id);
}

function record(
  tx: Writer,
  { user, device }: { readonly user: UserRow; readonly device: PushDeviceRow },
  action: 'add alert device' | 'remove alert device',
  actor: Actor,
  at: Millis,
): void {
  // Never the address: whoever has it and our key can write there.
  const named = { id: device.id, device: deviceName(device) };
  const isNew = action === 'add alert device';
  tx.audit.record({
    ...{ at, actor: actor.label, action, subject: `user:${user.name}` },
    ...{ before: isNew ? null : named, after: isNew ? named : null },
  });
}

function tooMany(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `${name} has alerts on ${MOST_DEVICES} phones and browsers already.`,
    remedy: 'Remove one that is not used any more, then switch them on here.',
  };
}

function noSuchDevice(id: number): Rejection {
  return {
    kind: 'not-found',
    problem: `You have no phone or browser ${id} with alerts.`,
    remedy: 'It was removed, or signed out. Switch alerts on there again.',
  };
}

function noChannel(): Rejection {
  return {
    kind: 'refused',
    problem: 'You are told of nothing by push.',
    remedy: 'Switch alerts on here once more, or have an owner add it: textback alert add NAME push.',
  };
}
