import { checkAmi } from '../services/check-ami.ts';
import { checkAri, checkDaemon, checkModules } from '../services/check-ari.ts';
import { checkAsteriskFiles } from '../services/check-asterisk-files.ts';
import { checkDialplan, checkFallbacks } from '../services/check-dialplan.ts';
import { checkPhones, checkTrunks, gatherRungLines } from '../services/check-phones.ts';
import { checkSounds } from '../services/check-sounds.ts';
import { checkWeb } from '../services/check-web.ts';
import { gatherModules, gatherPlaces } from '../services/gather-places.ts';
import { BLOCKED_FAMILY, blockedForDialplan } from '../services/mirror-blocked.ts';
import { FALLBACK_FAMILY, fallbacks } from '../services/mirror-fallbacks.ts';
import { FILES_LOOKED_AT } from '../services/plan-asterisk.ts';
import type { Check } from '../services/run-checks.ts';
import { isDaemonLocked } from '../store/daemon-lock.ts';
import { askLive, ownUrl } from './ask-live.ts';
import { readFolder } from './asterisk-folder.ts';
import { accountsOf, readSamples } from './asterisk-samples.ts';
import type { DoctorEnds } from './doctor-ends.ts';
import { soundsIn } from './doctor-files.ts';

/** Everything between textback and Asterisk. */
export function asteriskChecks({ loaded, database, snapshot, pbx, dir, now }: DoctorEnds): readonly Check[] {
  const { config, secrets } = loaded;
  const { asterisk, business } = config;
  const takesSipMessages = config.gateways.some(({ kind }) => kind === 'sip-message');
  const { dialTemplate } = asterisk;
  return [
    { name: 'daemon', ask: () => checkDaemon(pbx, isDaemonLocked(database)) },
    {
      name: 'web',
      async ask() {
        const isHere = isDaemonLocked(database);
        const isKnown = config.http.listen.port !== 0;
        const url = ownUrl(config.http);
        return checkWeb(url, isHere, isHere && isKnown ? await askLive(url) : null);
      },
    },
    { name: 'ari', ask: () => checkAri(pbx, asterisk.ariUrl) },
    {
      name: 'modules',
      needs: ['ari', 'database'],
      ask: () =>
        checkModules(
          pbx,
          snapshot().read((reader) => gatherModules(reader, dialTemplate, takesSipMessages)),
        ),
    },
    { name: 'ami', ask: () => checkAmi(pbx, `${asterisk.amiHost}:${asterisk.amiPort}`, asterisk.amiUser) },
    {
      name: 'dialplan',
      needs: ['database'],
      ask: () =>
        checkDialplan(
          pbx,
          asterisk.app,
          snapshot().read((reader) => gatherPlaces(reader, takesSipMessages)),
        ),
    },
    {
      name: 'fallbacks',
      needs: ['database'],
      ask: () =>
        checkFallbacks(pbx, [
          {
            family: FALLBACK_FAMILY,
            wanted: fallbacks(snapshot(), { dialTemplate, business }, now),
            what: 'phones to ring',
          },
          {
            family: BLOCKED_FAMILY,
            wanted: blockedForDialplan(snapshot(), business.country),
            what: 'blocked callers',
          },
        ]),
    },
    {
      name: 'asterisk-files',
      ask: () =>
        checkAsteriskFiles(dir, readFolder(dir, FILES_LOOKED_AT), readSamples(), accountsOf(config, secrets)),
    },
    {
      name: 'phones',
      needs: ['ari', 'database'],
      ask: () =>
        checkPhones(
          pbx,
          snapshot().read((reader) => gatherRungLines(reader, dialTemplate)),
        ),
    },
    { name: 'trunks', ask: () => checkTrunks(pbx) },
    { name: 'sounds', ask: () => checkSounds(soundsIn(asterisk.sounds, dir)) },
  ];
}
