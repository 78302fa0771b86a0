import { dirname, join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { didYouMean } from '../core/did-you-mean.ts';
import type { ConfigFiles } from './files.ts';
import type { ConfigProblem } from './problem.ts';
import { isGatewayKind, isSection, optionNames, optionsOf, SECTIONS, type SectionName } from './schema.ts';

/** A value and the file or variable that set it. */
export interface Setting {
  readonly value: unknown;
  readonly where: string;
}
export type Settings = Map<string, Setting>;

/** All layers on top of each other: the main file, `conf.d` in order of name, the environment. */
export interface Layers {
  readonly sections: Map<SectionName, Settings>;
  /** In order of preference: as first named. */
  readonly gateways: Settings[];
  readonly problems: ConfigProblem[];
  /** Files that could not be read or parsed; what they set is not known. */
  readonly unreadable: ConfigProblem[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

const SECTION_NAMES = [...Object.keys(SECTIONS), 'gateway'];
const ENV_OPTION = /^TEXTBACK_([A-Z]+)__(\w+)$/;

/** Whether any option is set by a variable, so that a configuration without a file is meant. */
export function hasOptions(env: Environment): boolean {
  return Object.keys(env).some((name) => ENV_OPTION.test(name));
}

/** Whether `where` of a setting names a variable of the environment, not a file. */
export function isVariable(where: string): boolean {
  return ENV_OPTION.test(where);
}

/** Lays the files and the environment over each other. Unknown names are problems already here. */
export function readLayers(mainFile: string | null, env: Environment, files: ConfigFiles): Layers {
  const layers: Layers = { sections: new Map(), gateways: [], problems: [], unreadable: [] };
  if (mainFile !== null) {
    addFile(layers, mainFile, files);
    for (const file of fragments(layers, mainFile, files)) addFile(layers, file, files);
  }
  addEnvironment(layers, env);
  return layers;
}

function fragments(layers: Layers, mainFile: string, files: ConfigFiles): string[] {
  const folder = join(dirname(mainFile), 'conf.d');
  const names = files.list(folder);
  if (names === null) layers.unreadable.push(unreadableFile(folder, 'no folder, or no permission'));
  return [...(names ?? [])]
    .filter((name) => name.endsWith('.toml'))
    .sort()
    .map((name) => join(folder, name));
}

function unreadableFile(path: string, why: string): ConfigProblem {
  const remedy = 'Check the path, and that the user that runs textback may read it';
  return { key: '', problem: `cannot be read (${why})`, remedy, where: path };
}

function addFile(layers: Layers, file: string, files: ConfigFiles): void {
  const read = files.read(file);
  if (!read.ok) {
    layers.unreadable.push(unreadableFile(file, read.why));
    return;
  }
  try {
    for (const [name, value] of Object.entries(parse(read.text))) addTable(layers, name, value, file);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const where = `${file} line ${error.line}`;
    const problem = `is not TOML: ${(error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')}`;
    layers.unreadable.push({
      key: '',
      problem,
      remedy: 'Correct that line; text stands in double quotes',
      where,
    });
  }
}

function addTable(layers: Layers, name: string, value: unknown, where: string): void {
  if (name === 'gateway') {
    const tables = Array.isArray(value) ? value.filter(isTable) : [];
    if (!Array.isArray(value) || tables.length < value.length) {
      layers.problems.push({
        key: 'gateway',
        problem: 'is not a list of tables',
        remedy: 'Write [[gateway]] with two brackets',
        where,
      });
    }
    for (const table of tables) addSettings(gatewayNamed(layers, table['name'], where), table, where);
  } else if (!isSection(name)) {
    layers.problems.push(unknownName(name, SECTION_NAMES, '', where));
  } else if (!isTable(value)) {
    layers.problems.push({
      key: name,
      problem: 'is not a section',
      remedy: `Write [${name}] with its options below`,
      where,
    });
  } else {
    addSettings(section(layers, name), value, where);
  }
}

function addSettings(settings: Settings, table: Readonly<Record<string, unknown>>, where: string): void {
  for (const [option, value] of Object.entries(table)) settings.set(option, { value, where });
}

function section(layers: Layers, name: SectionName): Settings {
  const settings = layers.sections.get(name) ?? new Map<string, Setting>();
  layers.sections.set(name, settings);
  return settings;
}

/** A later layer that names a gateway again adds to it; within one file the same name twice stays two. */
function gatewayNamed(layers: Layers, name: unknown, where: string): Settings {
  const known = layers.gateways.find((gateway) => {
    const named = gateway.get('name');
    return name !== undefined && named?.value === name && named.where !== where;
  });
  if (known !== undefined) return known;
  const settings: Settings = new Map();
  layers.gateways.push(settings);
  return settings;
}

/** `TEXTBACK_ASTERISK__ARI_URL`, and `TEXTBACK_GATEWAY__CARRIER__HOST` for the gateway named carrier. */
function addEnvironment(layers: Layers, env: Environment): void {
  for (const [variable, value] of Object.entries(env).sort()) {
    if (value === undefined || !variable.startsWith('TEXTBACK_') || variable === 'TEXTBACK_CONFIG') continue;
    const match = ENV_OPTION.exec(variable);
    if (match === null) {
      warnOfNearMiss(layers, variable);
      continue;
    }
    const [, sectionName = '', rest = ''] = match;
    const name = sectionName.toLowerCase();
    if (name === 'gateway') addGatewayVariable(layers, variable, rest, value);
    else if (isSection(name)) addVariable(section(layers, name), name, rest.toLowerCase(), value, variable);
    else layers.problems.push(unknownName(name, SECTION_NAMES, '', variable));
  }
}

function addGatewayVariable(layers: Layers, variable: string, rest: string, value: string): void {
  const [label = '', option = ''] = rest.split('__').map((part) => part.toLowerCase());
  if (option === '') {
    const remedy = 'Write TEXTBACK_GATEWAY__NAME__OPTION, e.g. TEXTBACK_GATEWAY__CARRIER__HOST';
    layers.problems.push({
      key: 'gateway',
      problem: 'lacks the name of the gateway',
      remedy,
      where: variable,
    });
    return;
  }
  const name = label.replaceAll('_', '-');
  let gateway = layers.gateways.find((each) => each.get('name')?.value === name);
  if (gateway === undefined) {
    gateway = new Map([['name', { value: name, where: variable }]]);
    layers.gateways.push(gateway);
  }
  const kind = option === 'kind' ? value : (gateway.get('kind')?.value ?? 'smpp');
  addVariable(gateway, isGatewayKind(kind) ? kind : 'smpp', option, value, variable);
}

/** A variable is text: it becomes a number or a flag where only that is accepted. */
function addVariable(
  settings: Settings,
  group: Parameters<typeof optionsOf>[0],
  option: string,
  text: string,
  where: string,
): void {
  const schema = optionsOf(group)[option];
  const other = /^-?\d+$/.test(text)
    ? Number(text)
    : text === 'true' || text === 'false'
      ? text === 'true'
      : text;
  const fits = schema === undefined || schema.safeParse(text).success || typeof other === 'string';
  settings.set(option, { value: fits ? text : other, where });
}

/** `TEXTBACK_ASTERISK_ARI_URL` with one underscore would otherwise be ignored without a word. */
function warnOfNearMiss(layers: Layers, variable: string): void {
  const names = Object.keys(SECTIONS)
    .filter(isSection)
    .flatMap((name) => optionNames(name).map((option) => `TEXTBACK_${name}__${option}`.toUpperCase()));
  const meant = names.find((name) => name.replace('__', '_') === variable.replaceAll('__', '_'));
  if (meant === undefined) return;
  const problem = 'has one underscore where two belong';
  layers.problems.push({ key: '', problem, remedy: `Name it ${meant}`, where: variable });
}

/** A problem for a name that does not exist, with the one that was probably meant. */
export function unknownName(
  name: string,
  known: readonly string[],
  prefix: string,
  where: string,
): ConfigProblem {
  const meant = didYouMean(name, known);
  const remedy = meant === null ? `Remove it; there are ${known.join(', ')}` : `Did you mean ${meant}?`;
  return { key: `${prefix}${name}`, problem: 'does not exist', remedy, where };
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
