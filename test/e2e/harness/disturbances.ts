import { expect, vi } from 'vitest';
import type { HandPbx } from './hand-pbx.ts';
import { type Installation, SOON } from './installation.ts';
import type { Play } from './scene.ts';

/** Something that goes away while calls go on, and comes back. */
export interface Disturbance {
  readonly what: string;
  readonly away: (pbx: HandPbx, office: Installation, plays: readonly Play[]) => Promise<void>;
  readonly back: (pbx: HandPbx, office: Installation) => Promise<void>;
  /** Once everybody has hung up. */
  readonly afterwards?: (pbx: HandPbx, office: Installation) => Promise<void>;
  /** Else our last commands before it are lost. */
  readonly ariGoesOn?: boolean;
}

/** Through which calls go on. */
export const DISTURBANCES: readonly Disturbance[] = [
  {
    what: 'the daemon is killed and started again',
    away: async (pbx, office) => {
      await office.daemon.kill();
      pbx.ariRelay.release();
    },
    back: async (_, office) => void (await office.start()),
  },
  {
    what: 'the WebSocket and every request of ARI is cut, and possible again',
    away: (pbx) => pbx.ariRelay.close(),
    back: async (pbx, office) => {
      await pbx.ariRelay.open();
      await linkedAgain(office, 'ARI');
    },
  },
  {
    what: 'AMI is cut, and possible again',
    away: (pbx) => pbx.amiRelay.close(),
    back: async (pbx, office) => {
      await pbx.amiRelay.open();
      await linkedAgain(office, 'AMI');
    },
    ariGoesOn: true,
  },
  {
    what: 'Asterisk is told to stop gracefully, and started again once it has',
    away: async (pbx, _, plays) => {
      // From then on Asterisk makes no channel any more.
      await Promise.all(plays.map(({ phone }) => vi.waitFor(phone, SOON)));
      void pbx.asterisk.cli('core stop gracefully');
    },
    back: async () => {},
    afterwards: async (pbx, office) => {
      await pbx.asterisk.ended();
      await pbx.asterisk.restart();
      await linkedAgain(office, 'ARI');
    },
    ariGoesOn: true,
  },
];

/** Which cut everybody off. */
export const CRASHES: readonly Disturbance[] = [
  {
    what: 'Asterisk crashes and starts again',
    away: async (pbx) => {
      await pbx.asterisk.kill();
      pbx.ariRelay.release();
    },
    back: async (pbx, office) => {
      await pbx.asterisk.restart();
      await linkedAgain(office, 'ARI');
    },
  },
  {
    what: 'Asterisk is told to stop now, and started again',
    away: async (pbx) => {
      await pbx.asterisk.cli('core stop now');
      await pbx.asterisk.ended();
      pbx.ariRelay.release();
    },
    back: async (pbx, office) => {
      await pbx.asterisk.restart();
      await linkedAgain(office, 'ARI');
    },
  },
  {
    what: 'Asterisk is told to restart now',
    away: async (pbx) => {
      await pbx.asterisk.cli('core restart now');
      pbx.ariRelay.release();
    },
    back: (_, office) => linkedAgain(office, 'ARI'),
  },
  {
    what: 'the machine goes down and comes back, Asterisk and the daemon with it',
    away: async (pbx, office) => {
      await office.daemon.kill();
      await pbx.asterisk.kill();
      pbx.ariRelay.release();
    },
    back: async (pbx, office) => {
      await pbx.asterisk.restart();
      await office.start();
    },
  },
];

/** The daemon has found a link that it had before. */
async function linkedAgain({ daemon }: Installation, link: 'ARI' | 'AMI'): Promise<void> {
  const isUp = (line: string) => line.includes(`"link":"${link}","msg":"connected`);
  await vi.waitFor(() => expect(daemon.lines().filter(isUp)).toHaveLength(2), {
    timeout: 20_000,
    interval: 200,
  });
}
