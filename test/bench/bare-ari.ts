// A bare ari-client script: rings the phone, bridges the two when it answers, tidies up. No database, no rules, no log.
import { createRequire } from 'node:module';

interface Channel {
  readonly id: string;
  readonly caller: { readonly number: string };
}
interface AriEvent {
  readonly args: readonly string[];
  /** Q.850, of `ChannelDestroyed`. */
  readonly cause?: number;
}
interface Ari {
  readonly channels: {
    originate(options: object): Promise<Channel>;
    answer(options: object): Promise<void>;
    hangup(options: object): Promise<void>;
  };
  readonly bridges: {
    create(options: object): Promise<{ readonly id: string }>;
    addChannel(options: object): Promise<void>;
    destroy(options: object): Promise<void>;
  };
  on(event: string, take: (event: AriEvent, channel: Channel) => void): void;
  start(app: string): Promise<void>;
}
/** Of ari-client 2.2.0, with the objects that it makes of events, as its own examples use it. */
const ariClient: { connect(url: string, user: string, password: string): Promise<Ari> } = createRequire(
  import.meta.url,
)('ari-client');

const [url = '', user = '', password = '', app = ''] = process.argv.slice(2);
const ari = await ariClient.connect(url, user, password);
/** The other channel of each, and their bridge once there is one. */
const pairs = new Map<string, { readonly other: string; bridge: string | null }>();

const ignore = () => {};
const BUSY = 17;

async function ring({ id: callerId, caller }: Channel, endpoint: string): Promise<void> {
  const leg = await ari.channels.originate({
    ...{ endpoint, app, appArgs: `leg,${callerId}`, timeout: 30 },
    callerId: caller.number,
  });
  pairs.set(callerId, { other: leg.id, bridge: null });
  pairs.set(leg.id, { other: callerId, bridge: null });
}

async function connect(legId: string, callerId: string): Promise<void> {
  await ari.channels.answer({ channelId: callerId });
  const { id } = await ari.bridges.create({ type: 'mixing' });
  pairs.set(callerId, { other: legId, bridge: id });
  pairs.set(legId, { other: callerId, bridge: id });
  await ari.bridges.addChannel({ bridgeId: id, channel: [callerId, legId] });
}

async function end(channelId: string, cause = 0): Promise<void> {
  const pair = pairs.get(channelId);
  if (pair === undefined) return;
  pairs.delete(channelId);
  pairs.delete(pair.other);
  const reason = cause === BUSY ? 'busy' : 'normal';
  await ari.channels.hangup({ channelId: pair.other, reason }).catch(ignore);
  if (pair.bridge !== null) await ari.bridges.destroy({ bridgeId: pair.bridge }).catch(ignore);
}

ari.on('StasisStart', ({ args }, channel) => {
  const [kind, about = ''] = args;
  (kind === 'leg' ? connect(channel.id, about) : ring(channel, about)).catch(ignore);
});
ari.on('ChannelDestroyed', ({ cause }, { id }) => void end(id, cause));
ari.on('StasisEnd', (_, { id }) => void end(id));
await ari.start(app);
console.log('ready');
