import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { openSmppConnection, type SmppRole } from './smpp-connection.ts';
import { type SmppGatewayOptions, withBindDefaults } from './smpp-gateway.ts';
import { createSubmitPace } from './smpp-pace.ts';
import { createRepeats } from './smpp-repeats.ts';

const UNBIND_WITHIN_MS: Millis = 1_000;

/**
 * Binds and unbinds again, once. Null where the carrier lets us in; else what is wrong. As a transmitter, so that no
 * text of a customer comes to somebody who keeps none; where the account may not, as it is configured: what comes
 * then is answered "try again later".
 */
export async function probeSmpp(
  options: SmppGatewayOptions,
  parts: { readonly clock: Clock; readonly log: Log },
): Promise<string | null> {
  const refused = await bindOnce(options, 'transmitter', parts);
  const isRefusal = refused?.includes('refused the bind') === true;
  return isRefusal && options.bindMode !== 'transmitter-receiver'
    ? await bindOnce(options, 'transceiver', parts)
    : refused;
}

async function bindOnce(
  options: SmppGatewayOptions,
  role: SmppRole,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const account = { pace: createSubmitPace(clock, null), repeats: createRepeats(clock) };
  const connection = openSmppConnection(
    withBindDefaults(options),
    role,
    { account, clock, log },
    {
      onInbound: refuse,
      onReceipt: refuse,
      onBound: () => resolve(null),
      onEnd: resolve,
    },
  );
  const why = await promise;
  await connection.close(UNBIND_WITHIN_MS);
  return why;
}

function refuse(): never {
  throw new Error('this link only tries whether it can be made');
}
