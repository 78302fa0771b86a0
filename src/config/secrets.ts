import type { ConfigFiles } from './files.ts';
import type { Setting, Settings } from './layers.ts';
import { type ConfigProblem, remedyFor } from './problem.ts';
import { type GatewayKind, mayLackSecrets, type SectionName, secretsOf } from './schema.ts';

/** The secrets of one section or gateway, by option. */
export interface FoundSecrets {
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads a group's secrets, each from its option or from the file that `<option>_file` names. A file
 * that everybody may read is refused: the password in it is no secret.
 */
export function findSecrets(
  group: SectionName | GatewayKind,
  settings: Settings,
  place: { readonly prefix: string; readonly where: string },
  files: ConfigFiles,
): FoundSecrets {
  const values = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const option of secretsOf(group)) {
    const found = findSecret(option, settings, files);
    if (found.ok) {
      values.set(option, found.secret);
      continue;
    }
    if (found.setting === undefined && mayLackSecrets(group)) continue;
    problems.push({
      key: `${place.prefix}${found.option}`,
      problem: found.problem,
      remedy: found.remedy ?? remedyFor(group, option),
      where: found.setting?.where ?? place.where,
    });
  }
  return { values, problems };
}

/** The secrets themselves, for the log to leave out. */
export function secretWords(secrets: object): readonly string[] {
  return Object.values(secrets).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? secretWords(value) : [];
  });
}

type Found =
  | { readonly ok: true; readonly secret: string }
  | {
      readonly ok: false;
      readonly option: string;
      readonly problem: string;
      readonly remedy?: string;
      readonly setting?: Setting;
    };

function findSecret(option: string, settings: Settings, files: ConfigFiles): Found {
  const inline = settings.get(option);
  const fileOption = `${option}_file`;
  const file = settings.get(fileOption);
  if (inline !== undefined && file !== undefined) {
    const problem = `is set, and so is ${fileOption} (${file.where})`;
    return { ok: false, option, problem, remedy: `Keep one of them, best ${fileOption}`, setting: inline };
  }
  if (inline !== undefined) return checkSecret(option, inline.value, inline);
  if (file === undefined) return { ok: false, option, problem: 'is not set' };
  return readSecret(fileOption, file, files);
}

function readSecret(option: string, setting: Setting, files: ConfigFiles): Found {
  const path = setting.value;
  if (typeof path !== 'string' || path === '') {
    return { ok: false, option, problem: 'must be the path of a file in quotes', setting };
  }
  const read = files.read(path);
  if (!read.ok) {
    const remedy = `Create it, readable for the user that runs textback: chmod 0640 ${path}`;
    return {
      ok: false,
      option,
      problem: `names ${path}, which cannot be read (${read.why})`,
      remedy,
      setting,
    };
  }
  if ((files.mode(path) & 0o007) !== 0) {
    const problem = `names ${path}, which every user of this machine may open`;
    return { ok: false, option, problem, remedy: `Run: chmod 0640 ${path}`, setting };
  }
  return checkSecret(option, read.text.replace(/[\r\n]+$/, ''), setting);
}

/** The value itself is never part of a problem. */
function checkSecret(option: string, value: unknown, setting: Setting): Found {
  if (typeof value !== 'string') return { ok: false, option, problem: 'must be text in quotes', setting };
  if (value === '') return { ok: false, option, problem: 'is empty', setting };
  if (/\p{Cc}/u.test(value)) {
    return { ok: false, option, problem: 'has a line break or another control character in it', setting };
  }
  return { ok: true, secret: value };
}
