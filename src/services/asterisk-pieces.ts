import { optionLines, optionsOf, sectionNames, sectionText, withoutSection } from '../core/asterisk-conf.ts';

export type AsteriskLayout = 'freepbx' | 'plain';

/** Texts by name: of `asterisk/` as shipped (`freepbx/http_custom.conf` among them), or of /etc/asterisk. */
export type ConfTexts = ReadonlyMap<string, string>;

/** What the shipped pieces are filled in with. */
export interface AsteriskAccounts {
  readonly app: string;
  readonly ariUser: string;
  readonly ariPassword: string;
  /** Where ARI listens, for an Asterisk whose web server is not set up yet. */
  readonly ariPort: number;
  readonly amiUser: string;
  readonly amiPassword: string;
  readonly amiPort: number;
}

/** The files that are written, by layout; each is a piece of `asterisk/`, for FreePBX of `asterisk/freepbx/`. */
export const TARGETS: Readonly<Record<AsteriskLayout, readonly string[]>> = {
  freepbx: [
    'extensions_custom.conf',
    'ari_general_custom.conf',
    'ari_additional_custom.conf',
    'manager_custom.conf',
    'http_custom.conf',
  ],
  plain: ['extensions.conf', 'ari.conf', 'manager.conf', 'http.conf'],
};

/** Which of `asterisk/` the pieces are made of. */
export const SAMPLES: readonly string[] = [
  ...TARGETS.plain,
  ...TARGETS.freepbx.map((name) => `freepbx/${name}`),
];

/** Where a service that is up listens is its owner's business. */
const ADDRESS_OPTIONS = ['bindaddr', 'bindport', 'port', 'displayconnects', 'pretty'];
const TAKE = /^; take (options of )?\[([^\]]+)\] from (\S+?)(?: except (.+))?$/gm;

/**
 * What belongs between our marks in a file of Asterisk's.
 * @param own what the file holds outside of our marks
 * @throws Error where the shipped files do not fit together
 */
export function pieceFor(
  target: string,
  layout: AsteriskLayout,
  own: string,
  samples: ConfTexts,
  accounts: AsteriskAccounts,
): string {
  const piece =
    layout === 'freepbx'
      ? takeFrom(samples, sample(samples, `freepbx/${target}`))
      : besideOwnGeneral(target, sample(samples, target), own);
  return fillIn(target, piece, accounts);
}

function sample(samples: ConfTexts, name: string): string {
  const text = samples.get(name);
  if (text === undefined) throw new Error(`asterisk/${name} is missing in this installation of textback.`);
  return text;
}

/** Puts sections of the samples in the place of the lines that ask for them: there is one dialplan, not two. */
function takeFrom(samples: ConfTexts, piece: string): string {
  return piece.replace(TAKE, (line, options: string | undefined, section: string, name: string, except) => {
    const source = sample(samples, name);
    const taken =
      options === undefined
        ? sectionText(source, section)
        : optionLines(source, section, typeof except === 'string' ? except.split(' ') : []);
    if (taken === null || taken === '') throw new Error(`asterisk/freepbx asks in vain for: ${line}`);
    return options === undefined ? `${taken}\n` : taken;
  });
}

/**
 * A sample for a file that may have a [general] of its own. Of a service that is on, what that says stays,
 * and what it lacks is added; one that is off is switched on as the sample has it, on loopback.
 */
function besideOwnGeneral(target: string, text: string, own: string): string {
  const general = sectionText(text, 'general');
  if (general === null || !sectionNames(own).includes('general')) return text;
  if (target === 'extensions.conf') return withoutSection(text, 'general');
  const there = optionsOf(own, 'general');
  const isOn = /^(yes|true|y|t|1|on)$/i.test(there.get('enabled') ?? '');
  const missing = optionLines(text, 'general', isOn ? [...there.keys(), ...ADDRESS_OPTIONS] : []);
  return text.replace(general, () => (missing === '' ? '' : `[general](+)\n${missing}`));
}

function fillIn(target: string, piece: string, accounts: AsteriskAccounts): string {
  const { app, ariUser, ariPassword, ariPort, amiUser, amiPassword, amiPort } = accounts;
  const user = target.startsWith('ari') ? ariUser : amiUser;
  return piece
    .replace('Stasis(textback,', () => `Stasis(${app},`)
    .replace(/^\[textback\]$/m, () => `[${user}]`)
    .replace(/^; Change this.*$/m, '; As in textback.toml.')
    .replace('change-me-ari', () => ariPassword)
    .replace('change-me-ami', () => amiPassword)
    .replace(/^bindport=8088$/m, `bindport=${ariPort}`)
    .replace(/^port=5038$/m, `port=${amiPort}`);
}
