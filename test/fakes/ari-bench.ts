import { onTestFinished } from 'vitest';
import { type AriOptions, createAriPbx } from '../../src/asterisk/ari-pbx.ts';
import type { TextSender } from '../../src/asterisk/ari-texts.ts';
import type { LinkState, Pbx, PbxEvent } from '../../src/asterisk/pbx.ts';
import { type SimulatedPbx, startSimulatedPbx } from '../../src/demo/simulated-pbx.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

export interface AriBench {
  readonly clock: FakeClock;
  readonly simulated: SimulatedPbx;
  readonly pbx: Pbx & TextSender;
  readonly events: readonly PbxEvent[];
  /** Why we were refused, each time. */
  readonly held: readonly string[];
  readonly links: readonly { readonly state: LinkState; readonly why: string }[];
  readonly log: RecordingLog;
  /** Throws once from the adapter's `onEvent`. */
  failNextEvent(): void;
}

/** The adapter against the simulated PBX, on real sockets, in fake time; both are stopped when the test ends. */
export async function openAriBench(
  given: {
    readonly flavour?: 16 | 22;
    readonly options?: Partial<AriOptions>;
    readonly password?: string;
  } = {},
): Promise<AriBench> {
  const clock = createFakeClock();
  const log = createRecordingLog();
  const simulated = await startSimulatedPbx({ clock, flavour: given.flavour ?? 22, ariPassword: 's3cret&+' });
  const events: PbxEvent[] = [];
  const held: string[] = [];
  const links: { state: LinkState; why: string }[] = [];
  let failNext = false;
  const pbx = createAriPbx(
    {
      url: simulated.ariUrl,
      user: 'textback',
      password: given.password ?? 's3cret&+',
      app: 'textback',
      holder: { installation: 'ours', host: 'office' },
      ...given.options,
    },
    {
      onEvent(event) {
        if (failNext) {
          failNext = false;
          throw new Error('a handler of ours failed');
        }
        events.push(event);
      },
      onLink: (state, why) => links.push({ state, why }),
      onHeld: (why) => held.push(why),
    },
    { clock, log, random: () => 0.5 },
  );
  onTestFinished(async () => {
    await pbx.stop();
    await simulated.stop();
  });
  return {
    clock,
    simulated,
    pbx,
    events,
    held,
    links,
    log,
    failNextEvent() {
      failNext = true;
    },
  };
}
