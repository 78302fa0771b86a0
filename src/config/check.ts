import type { z } from 'zod';
import type { ConfigFiles } from './files.ts';
import { type Layers, type Settings, unknownName } from './layers.ts';
import { type ConfigProblem, remedyFor } from './problem.ts';
import {
  GATEWAYS,
  type GatewayKind,
  type GatewayValues,
  isGatewayKind,
  optionNames,
  SECTIONS,
  type SectionName,
  type SectionValues,
  secretNames,
} from './schema.ts';
import { findSecrets } from './secrets.ts';

export type AnyGatewayValues = { readonly [Kind in GatewayKind]: GatewayValues<Kind> }[GatewayKind];

export interface CheckedGateway {
  readonly values: AnyGatewayValues;
  /** What `tls_ca_file` holds. */
  readonly tlsCa: string | null;
}

/** Every option with its value, defaults filled in; incomplete where there are problems. */
export interface Checked {
  readonly sections: { readonly [Name in SectionName]: SectionValues<Name> | null };
  readonly gateways: readonly CheckedGateway[];
  /** By full key, e.g. `asterisk.ari_password`, `gateway.carrier.password`. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
}

/** Where a group of options stands: its name before each option, and the file a missing one belongs in. */
interface Place {
  readonly prefix: string;
  readonly where: string;
}

/** Collects what the checks of all groups find, so that every problem is reported at once. */
interface Findings {
  readonly files: ConfigFiles;
  readonly problems: ConfigProblem[];
  readonly secrets: Map<string, string>;
}

/** Checks all options of all layers. @param mainFile where a missing option belongs */
export function checkLayers(layers: Layers, mainFile: string, files: ConfigFiles): Checked {
  const findings: Findings = { files, problems: [...layers.problems], secrets: new Map() };
  const section = <Name extends SectionName>(name: Name, schema: z.ZodType<SectionValues<Name>>) =>
    checkGroup(
      name,
      schema,
      layers.sections.get(name) ?? new Map(),
      { prefix: `${name}.`, where: mainFile },
      findings,
    );
  const sections = {
    business: section('business', SECTIONS.business),
    database: section('database', SECTIONS.database),
    asterisk: section('asterisk', SECTIONS.asterisk),
    smtp: section('smtp', SECTIONS.smtp),
    webhook: section('webhook', SECTIONS.webhook),
    ntfy: section('ntfy', SECTIONS.ntfy),
    push: section('push', SECTIONS.push),
    http: section('http', SECTIONS.http),
    log: section('log', SECTIONS.log),
  };
  const gateways = checkGateways(layers.gateways, mainFile, findings);
  return { sections, gateways, secrets: findings.secrets, problems: findings.problems };
}

function checkGateways(all: readonly Settings[], mainFile: string, findings: Findings): CheckedGateway[] {
  if (all.length === 0) {
    const remedy = 'Add a [[gateway]] with name, kind = "smpp", host, port, system_id and password_file';
    findings.problems.push({
      key: 'gateway',
      problem: 'is not set, so no text could be sent',
      remedy,
      where: mainFile,
    });
  }
  const names = new Set<unknown>();
  const checked: CheckedGateway[] = [];
  for (const [index, settings] of all.entries()) {
    const name = settings.get('name');
    const prefix = `gateway.${typeof name?.value === 'string' ? name.value : index + 1}.`;
    if (name !== undefined && names.has(name.value)) {
      const problem = 'is the name of two gateways';
      findings.problems.push({
        key: `${prefix}name`,
        problem,
        remedy: remedyFor('smpp', 'name'),
        where: name.where,
      });
    }
    names.add(name?.value);
    const gateway = checkGateway(settings, { prefix, where: name?.where ?? mainFile }, findings);
    if (gateway !== null) checked.push(gateway);
  }
  return checked;
}

function checkGateway(settings: Settings, place: Place, findings: Findings): CheckedGateway | null {
  const kind = settings.get('kind');
  if (!isGatewayKind(kind?.value)) {
    const kinds = Object.keys(GATEWAYS).map((name) => `"${name}"`);
    findings.problems.push({
      key: `${place.prefix}kind`,
      problem: kind === undefined ? 'is not set' : `must be ${kinds.join(' or ')}`,
      remedy: 'Write kind = "smpp" for a carrier that speaks SMPP',
      where: kind?.where ?? place.where,
    });
    return null;
  }
  const schema: z.ZodType<AnyGatewayValues> = GATEWAYS[kind.value];
  const values = checkGroup(kind.value, schema, settings, place, findings);
  return values === null ? null : { values, tlsCa: readTlsCa(values, settings, place, findings) };
}

function readTlsCa(
  values: AnyGatewayValues,
  settings: Settings,
  place: Place,
  findings: Findings,
): string | null {
  const path = values.kind === 'smpp' ? values.tls_ca_file : undefined;
  if (path === undefined) return null;
  const read = findings.files.read(path);
  if (read.ok && read.text.includes('-----BEGIN CERTIFICATE-----')) return read.text;
  findings.problems.push({
    key: `${place.prefix}tls_ca_file`,
    problem: `names ${path}, ${read.ok ? 'which has no certificate in PEM' : `which cannot be read (${read.why})`}`,
    remedy: remedyFor('smpp', 'tls_ca_file'),
    where: settings.get('tls_ca_file')?.where ?? place.where,
  });
  return null;
}

/** One section or gateway: its secrets apart, its options against the schema. `null` where any is wrong. */
function checkGroup<Values>(
  group: SectionName | GatewayKind,
  schema: z.ZodType<Values>,
  settings: Settings,
  place: Place,
  findings: Findings,
): Values | null {
  const secrets = findSecrets(group, settings, place, findings.files);
  for (const [option, secret] of secrets.values) findings.secrets.set(`${place.prefix}${option}`, secret);
  findings.problems.push(...secrets.problems);
  const values = plainValues(group, settings);
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    findings.problems.push(...issueProblems(issue, group, settings, place));
  return null;
}

/** Without the secrets and their files: a password never reaches the schema, its messages or the Config. */
function plainValues(group: SectionName | GatewayKind, settings: Settings): Record<string, unknown> {
  const secrets = secretNames(group);
  const entries = [...settings].filter(([option]) => !secrets.includes(option));
  return Object.fromEntries(entries.map(([option, { value }]) => [option, value]));
}

function issueProblems(
  issue: z.core.$ZodIssue,
  group: SectionName | GatewayKind,
  settings: Settings,
  place: Place,
): ConfigProblem[] {
  const where = (option: string) => settings.get(option)?.where ?? place.where;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((option) => unknownName(option, optionNames(group), place.prefix, where(option)));
  }
  const option = String(issue.path[0]);
  const remedy = remedyFor(group, option);
  return [{ key: `${place.prefix}${option}`, problem: issue.message, remedy, where: where(option) }];
}
