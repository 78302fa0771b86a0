import type { Millis } from './clock.ts';

/** A gateway as a text finds it. `awaited`: it connects for the first time since the start. */
export interface GatewayStanding {
  readonly name: string;
  readonly state: 'up' | 'awaited' | 'down';
  /** How long a text is tried here before it moves on to the next. */
  readonly failoverAfterMs: Millis;
}

/** What a text has been through. */
export interface RoutedText {
  /** The only gateway that may still send it: one that may have it already, or has a part of it. */
  readonly boundTo: string | null;
  /** The gateway of its latest attempt, and since when it is tried there. */
  readonly gateway: string | null;
  readonly gatewaySince: Millis | null;
}

/**
 * The gateway that a text goes to now, or null where it has to wait. One that is bound never leaves its gateway:
 * the next could only send it a second time. Any other goes to the first that is up, in the order of preference,
 * beginning with the one that it was tried at; from there it moves on when its time there is over, and at once
 * where the link is down. After the last comes the first again.
 */
export function chooseGateway(
  text: RoutedText,
  order: readonly GatewayStanding[],
  now: Millis,
): GatewayStanding | null {
  if (text.boundTo !== null) {
    return order.find(({ name, state }) => name === text.boundTo && state === 'up') ?? null;
  }
  const tried = order.findIndex(({ name }) => name === text.gateway);
  const at = Math.max(0, tried) + (now >= movesOnAt(text, order) ? 1 : 0);
  for (const gateway of [...order.slice(at), ...order.slice(0, at)]) {
    if (gateway.state === 'up') return gateway;
    if (gateway.state === 'awaited') return null;
  }
  return null;
}

/**
 * When a text that is to be tried again may be: at `retryAt`, or sooner, where another gateway can take it.
 * `text` as it is after its attempt.
 */
export function nextTryAt(
  text: RoutedText,
  order: readonly GatewayStanding[],
  retryAt: Millis,
  now: Millis,
): Millis {
  if (text.boundTo !== null || !order.some(({ name, state }) => name !== text.gateway && state === 'up')) {
    return retryAt;
  }
  const isDown = order.some(({ name, state }) => name === text.gateway && state === 'down');
  return Math.min(retryAt, Math.max(now, isDown ? now : movesOnAt(text, order)));
}

function movesOnAt({ gateway, gatewaySince }: RoutedText, order: readonly GatewayStanding[]): Millis {
  const current = order.find(({ name }) => name === gateway);
  return current === undefined || gatewaySince === null
    ? Number.POSITIVE_INFINITY
    : gatewaySince + current.failoverAfterMs;
}
