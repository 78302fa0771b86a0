import { createAmiLink } from '../../../src/asterisk/ami-link.ts';
import type { AsteriskInstance } from '../../../src/demo/asterisk-instance.ts';
import { systemClock } from '../../../src/system-clock.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

/** AMI as the shipped manager.conf lets the daemon in. */
export async function openAmi(asterisk: AsteriskInstance) {
  const { promise: up, resolve } = Promise.withResolvers<void>();
  const log = createRecordingLog();
  const ami = createAmiLink(
    {
      host: asterisk.amiHost,
      port: asterisk.amiPort,
      user: asterisk.amiUser,
      password: asterisk.amiPassword,
      events: [],
    },
    { onEvent: () => {}, onLink: (state) => state === 'up' && resolve() },
    { clock: systemClock, log, random: Math.random },
  );
  ami.start();
  await up;
  return {
    action: ami.action,
    dbPut: ami.dbPut,
    dbDel: ami.dbDel,
    dbGetTree: ami.dbGetTree,
    [Symbol.asyncDispose]: () => ami.stop(),
  };
}
