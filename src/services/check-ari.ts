import type { PbxExaminer } from '../asterisk/pbx-examiner.ts';
import { judgeVersion, OLDEST_ASTERISK } from '../core/asterisk-version.ts';
import { type Finding, type Findings, failure, fine, warning } from '../core/checkup.ts';
import { ACCOUNTS, judgeDaemon } from './check-test-links.ts';

/** Without these, calls are not taken, not rung, or nothing is heard. */
const MODULES = [
  ...['res_ari', 'res_ari_applications', 'res_ari_asterisk', 'res_ari_bridges', 'res_ari_channels'],
  ...['res_ari_endpoints', 'res_ari_events', 'res_ari_playbacks', 'res_stasis', 'res_stasis_answer'],
  ...['res_stasis_playback', 'app_stasis', 'app_dial', 'app_userevent', 'format_wav', 'func_callerid'],
  ...['func_channel', 'func_cut', 'func_db', 'func_logic', 'func_strings'],
] as const;

/** Whether Asterisk can be reached over ARI, lets us in, and is one that textback works with. */
export async function checkAri(pbx: PbxExaminer, url: string): Promise<Findings> {
  const wrong = await pbx.checkAri();
  if (wrong !== null) return [failure(wrong, ACCOUNTS)];
  const version = await pbx.version();
  return [judgeAsterisk(version, url)];
}

function judgeAsterisk(version: string, url: string): Finding {
  switch (judgeVersion(version)) {
    case 'supported':
      return fine(`Asterisk ${version} answers at ${url}`);
    case 'too-old':
      return failure(
        `Asterisk ${version} at ${url} is too old`,
        `Upgrade it: textback works with Asterisk ${OLDEST_ASTERISK} and newer`,
      );
    case 'untried':
      return warning(
        `Asterisk ${version} at ${url} is one that textback was not tested with`,
        'Try it: textback test-call --dry',
      );
  }
}

/** Whether a daemon runs on this database, and has this Asterisk's calls. */
export async function checkDaemon(pbx: PbxExaminer, isHere: boolean): Promise<Findings> {
  const isConnected = await pbx.isAppConnected().catch(() => null);
  if (isConnected === null && isHere) {
    return [fine('runs on this database; whether it has Asterisk’s calls cannot be told')];
  }
  const host = isConnected === true && !isHere ? await pbx.appHolder().catch(() => null) : null;
  const { ok, detail, remedy } = judgeDaemon(isConnected === true, isHere, host);
  return [ok ? fine(detail) : failure(detail, remedy ?? '')];
}

/** Whether Asterisk has loaded what textback uses. @param more what only this installation uses */
export async function checkModules(pbx: PbxExaminer, more: readonly string[]): Promise<Findings> {
  const loaded = await pbx.modules();
  const needed = [...MODULES, ...more];
  const missing = needed.filter((name) => loaded.get(name) !== true);
  if (missing.length === 0) return [fine(`all ${needed.length} that textback uses are running`)];
  return [
    failure(
      `not running in Asterisk: ${missing.join(', ')}`,
      `Take them out of noload in modules.conf, or install the package that has them; then: ${missing
        .map((name) => `asterisk -rx "module load ${name}.so"`)
        .join('; ')}`,
    ),
  ];
}
