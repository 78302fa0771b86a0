import { onTestFinished } from 'vitest';
import type { Ami, AmiFields } from '../../src/asterisk/ami.ts';
import { type AmiOptions, createAmiLink } from '../../src/asterisk/ami-link.ts';
import type { LinkState } from '../../src/asterisk/pbx.ts';
import { type SimulatedAmi, startSimulatedAmi } from '../../src/demo/simulated-ami.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

export interface AmiBench {
  readonly clock: FakeClock;
  readonly simulated: SimulatedAmi;
  readonly ami: Ami;
  readonly events: readonly AmiFields[];
  readonly links: readonly { readonly state: LinkState; readonly why: string }[];
  readonly log: RecordingLog;
  failNextEvent(): void;
}

/** The AMI link against the simulated AMI, on real sockets, in fake time; both are stopped when the test ends. */
export async function openAmiBench(given: Partial<AmiOptions> = {}): Promise<AmiBench> {
  const clock = createFakeClock();
  const log = createRecordingLog();
  const simulated = await startSimulatedAmi({ port: 0, user: 'textback', password: 's3cret' });
  const events: AmiFields[] = [];
  const links: { state: LinkState; why: string }[] = [];
  let failNext = false;
  const ami = createAmiLink(
    {
      host: '127.0.0.1',
      port: simulated.port,
      user: 'textback',
      password: 's3cret',
      events: ['ContactStatus', 'error', 'close'],
      ...given,
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
    },
    { clock, log, random: () => 0.5 },
  );
  onTestFinished(async () => {
    await ami.stop();
    await simulated.stop();
  });
  return {
    clock,
    simulated,
    ami,
    events,
    links,
    log,
    failNextEvent() {
      failNext = true;
    },
  };
}
