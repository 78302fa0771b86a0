import type { Checked } from './check.ts';
import { isVariable, type Layers, type Settings } from './layers.ts';
import { type GatewayKind, isSecret, isSection, type SectionName, secretNames } from './schema.ts';

/** One option as it is in force, for `config dump`. */
export interface EffectiveOption {
  readonly key: string;
  /** `(set)` for a secret. */
  readonly value: string | number | boolean | readonly string[];
  /** The file or variable that set it, or `default`. */
  readonly where: string;
}

/** Every option in force, section by section, in the order of the example file. */
export function describeOptions(checked: Checked, layers: Layers): readonly EffectiveOption[] {
  const sections = Object.entries(checked.sections).flatMap(([name, values]) =>
    isSection(name) && values !== null
      ? describeGroup(name, `${name}.`, values, layers.sections.get(name) ?? new Map())
      : [],
  );
  const gateways = checked.gateways.flatMap(({ values }, index) =>
    describeGroup(values.kind, `gateway.${values.name}.`, values, layers.gateways[index] ?? new Map()),
  );
  return [...sections, ...gateways];
}

function describeGroup(
  group: SectionName | GatewayKind,
  prefix: string,
  values: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
  settings: Settings,
): EffectiveOption[] {
  const options: EffectiveOption[] = [];
  for (const [option, value] of Object.entries(values)) {
    if (value === undefined) continue;
    options.push({ key: prefix + option, value, where: settings.get(option)?.where ?? 'default' });
  }
  for (const option of secretNames(group)) {
    const setting = settings.get(option);
    if (setting === undefined) continue;
    const value = option.endsWith('_file') ? String(setting.value) : '(set)';
    options.push({ key: prefix + option, value, where: setting.where });
  }
  return options;
}

/** A file that holds a secret, and the option whose it is. */
export interface SecretFile {
  readonly path: string;
  readonly key: string;
}

/** Where secrets are written down: in files of their own, or in the configuration itself; not those in variables. */
export function secretFiles(options: readonly EffectiveOption[]): readonly SecretFile[] {
  return options.flatMap(({ key, value, where }) => {
    const option = key.slice(key.lastIndexOf('.') + 1);
    if (isSecret(option)) return isVariable(where) ? [] : [{ path: where, key }];
    return option.endsWith('_file') && isSecret(option.slice(0, -'_file'.length))
      ? [{ path: String(value), key }]
      : [];
  });
}
