import type { Clock, Millis } from '../core/clock.ts';
import { chooseGateway, type GatewayStanding } from '../core/gateway-choice.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Sendable } from '../store/queries/outbox.ts';

/** A gateway, and how long a text is tried there before it moves on to the next. */
export interface GatewayRoute {
  readonly gateway: Gateway;
  readonly failoverAfterMs: Millis;
}

/** The gateways in order of preference, as they stand now. */
export interface GatewayRoster {
  byName(name: string): Gateway | undefined;
  /** In the order of preference of a line, or in that of the configuration. */
  standings(line?: Pick<LineRow, 'gateways'>): readonly GatewayStanding[];
  /** What can be sent, given these lines. */
  sendable(lines: readonly LineRow[]): Pick<Sendable, 'up' | 'isOpen' | 'ownLines' | 'openLines'>;
}

const FRESH = { boundTo: null, gateway: null, gatewaySince: null };

/** `startedAt`: a gateway that connects for the first time is waited for as long as a text would be tried there. */
export function createGatewayRoster(
  routes: readonly GatewayRoute[],
  clock: Clock,
  startedAt: Millis = clock.now(),
): GatewayRoster {
  const standing = ({ gateway, failoverAfterMs }: GatewayRoute): GatewayStanding => ({
    name: gateway.name,
    failoverAfterMs,
    state:
      gateway.state === 'connecting' && clock.now() - startedAt < failoverAfterMs
        ? 'awaited'
        : gateway.state === 'up'
          ? 'up'
          : 'down',
  });

  function standings(line?: Pick<LineRow, 'gateways'>): readonly GatewayStanding[] {
    const all = routes.map(standing);
    const own = (line?.gateways ?? []).flatMap((name) => all.filter((each) => each.name === name));
    // Names that the configuration has no more would otherwise silence the line.
    return own.length === 0 ? all : own;
  }

  const canSend = (line?: LineRow) => chooseGateway(FRESH, standings(line), clock.now()) !== null;

  return {
    byName: (name) => routes.find(({ gateway }) => gateway.name === name)?.gateway,
    standings,
    sendable(lines) {
      const own = lines.filter(({ gateways }) => gateways !== null);
      return {
        up: routes.filter(({ gateway }) => gateway.state === 'up').map(({ gateway }) => gateway.name),
        isOpen: canSend(),
        ownLines: own.map(({ id }) => id),
        openLines: own.filter(canSend).map(({ id }) => id),
      };
    },
  };
}
