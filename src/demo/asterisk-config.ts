import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHIPPED_SOUNDS } from '../config/shipped-sounds.ts';

/** The samples that a user copies; the same relative place from `src/` and from `dist/`. */
const SHIPPED_SAMPLES = fileURLToPath(new URL('../../asterisk/', import.meta.url));
const SAMPLES = ['extensions.conf', 'ari.conf', 'http.conf', 'manager.conf', 'pjsip.conf', 'modules.conf'];

/** Below the instance's folder. */
export const SOUNDS = 'sounds';

export interface AsteriskPorts {
  readonly http: number;
  readonly ami: number;
  readonly sip: number;
  /** First port of 1,000 for RTP. */
  readonly rtp: number;
}

export interface AsteriskConfig {
  /** The instance's folder as this process sees it, and as Asterisk (perhaps in a chroot) sees it. */
  readonly folder: string;
  readonly folderInside: string;
  readonly ports: AsteriskPorts;
  readonly ariPassword: string;
  readonly amiPassword: string;
  /** Stands in for `sip.provider.example:5060` of the sample trunk. */
  readonly trunk: { readonly host: string; readonly port: number };
  /** Text appended to a sample (`pjsip.conf`, …), or whole files of other names. */
  readonly extra: Readonly<Record<string, string>>;
}

/**
 * Writes a private configuration made of the shipped samples: only ports, passwords and the
 * provider's address are replaced, and each must be there, so the samples cannot drift from this.
 */
export async function writeAsteriskConfig(config: AsteriskConfig): Promise<void> {
  const etc = join(config.folder, 'etc');
  for (const name of ['etc', 'spool', 'run', 'log', 'varlib']) {
    await mkdir(join(config.folder, name), { recursive: true });
  }
  // Asterisk may be in a chroot, from which the shipped folder cannot be seen.
  await cp(SHIPPED_SOUNDS, join(config.folder, SOUNDS), { recursive: true });
  await writeFile(join(etc, 'asterisk.conf'), asteriskConf(config.folderInside));
  await writeFile(join(etc, 'logger.conf'), LOGGER_CONF);
  await writeFile(join(etc, 'rtp.conf'), rtpConf(config.ports.rtp));
  for (const name of SAMPLES) {
    const sample = await readFile(join(SHIPPED_SAMPLES, name), 'utf8');
    await writeFile(join(etc, name), `${fillIn(name, sample, config)}\n${config.extra[name] ?? ''}`);
  }
  for (const [name, text] of Object.entries(config.extra)) {
    if (!SAMPLES.includes(name)) await writeFile(join(etc, name), text);
  }
}

function fillIn(name: string, sample: string, config: AsteriskConfig): string {
  const { ports, trunk } = config;
  const replacements: Record<string, readonly (readonly [string, string])[]> = {
    'ari.conf': [['password=change-me-ari', `password=${config.ariPassword}`]],
    'http.conf': [['bindport=8088', `bindport=${ports.http}`]],
    'manager.conf': [
      ['port=5038', `port=${ports.ami}`],
      ['secret=change-me-ami', `secret=${config.amiPassword}`],
    ],
    'pjsip.conf': [
      ['bind=0.0.0.0:5060', `bind=127.0.0.1:${ports.sip}`],
      ['contact=sip:sip.provider.example:5060', `contact=sip:${trunk.host}:${trunk.port}`],
      ['match=sip.provider.example', `match=${trunk.host}`],
    ],
  };
  return (replacements[name] ?? []).reduce((text, [from, to]) => {
    const parts = text.split(`\n${from}\n`);
    if (parts.length !== 2) {
      throw new Error(`asterisk/${name} must have exactly one line "${from}", found ${parts.length - 1}.`);
    }
    return parts.join(`\n${to}\n`);
  }, sample);
}

function asteriskConf(folder: string): string {
  return `[directories]
astetcdir => ${folder}/etc
astvarlibdir => ${folder}/varlib
astdbdir => ${folder}/varlib
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log

[options]
verbose=3
`;
}

const LOGGER_CONF = `[general]
dateformat=%F %T.%3q
use_callids=yes

[logfiles]
full => notice,warning,error,verbose(3)
`;

function rtpConf(first: number): string {
  return `[general]
rtpstart=${first}
rtpend=${first + 999}
icesupport=no
`;
}
