import type { AmiExaminer, EndpointState, PbxExaminer } from '../asterisk/pbx-examiner.ts';
import { type Finding, type Findings, failure, orFine, warning } from '../core/checkup.ts';
import { endpointOf } from '../core/destination.ts';
import type { Reader } from '../store/queries.ts';
import { throughAmi } from './check-ami.ts';

/** A line that textback rings phones for, with the phones as Asterisk dials them. */
export interface RungLine {
  readonly number: string;
  readonly endpoints: readonly string[];
}

/** Lines of other lines are looked at themselves. */
export function gatherRungLines(reader: Reader, dialTemplate: string): readonly RungLine[] {
  return reader.lines
    .all()
    .filter(({ mode }) => mode === 'control')
    .map(({ id, number }) => ({
      number,
      endpoints: reader.lines
        .destinationsOf(id)
        .filter(({ kind }) => kind !== 'line')
        .map((destination) => endpointOf(destination, dialTemplate)),
    }));
}

/** What Asterisk calls `PJSIP/100`, or the trunk of `PJSIP/+12125550199@trunk`; or a place in its dialplan. */
type Target =
  | {
      readonly kind: 'endpoint';
      readonly name: string;
      readonly technology: string;
      readonly resource: string;
    }
  | { readonly kind: 'place'; readonly name: string; readonly context: string; readonly extension: string };

type TargetState = EndpointState | 'missing';

/** Whether Asterisk knows every phone and trunk that lines ring, and reaches it. */
export async function checkPhones(pbx: PbxExaminer, lines: readonly RungLine[]): Promise<Findings> {
  const targets = new Map<string, Target>();
  const namesOf = new Map<string, readonly string[]>();
  for (const { number, endpoints } of lines) {
    const found = endpoints.map(targetOf);
    for (const target of found) targets.set(target.name, target);
    namesOf.set(number, [...new Set(found.map(({ name }) => name))]);
  }
  const states = new Map<string, TargetState>();
  for (const [name, target] of targets) states.set(name, await stateOf(pbx, target));
  const users = (name: string) =>
    lines.filter(({ number }) => namesOf.get(number)?.includes(name)).map(({ number }) => number);
  const problems = [...states].flatMap(([name, state]) => judgeTarget(name, state, users(name)));
  const lost = lines.filter(({ number }) => isLost(namesOf.get(number) ?? [], states));
  return orFine(
    [
      ...problems,
      ...lost.map(({ number }) =>
        failure(
          `${number}: not one of its phones can be reached`,
          `See whom it rings, and give it another: textback line hunt show ${number}`,
        ),
      ),
    ],
    `as far as Asterisk knows, all are there: ${[...targets.keys()].slice(0, 5).join(', ')}${targets.size > 5 ? ', …' : ''}`,
  );
}

function targetOf(endpoint: string): Target {
  const slash = endpoint.indexOf('/');
  const technology = endpoint.slice(0, slash);
  const rest = endpoint.slice(slash + 1).replace(/\/n$/, '');
  const at = rest.lastIndexOf('@');
  if (technology === 'Local') {
    const [extension, context] = [rest.slice(0, at), rest.slice(at + 1)];
    return { kind: 'place', name: `Local/${rest}`, context, extension };
  }
  const resource = at < 0 ? rest : rest.slice(at + 1);
  return { kind: 'endpoint', name: `${technology}/${resource}`, technology, resource };
}

async function stateOf(pbx: PbxExaminer, target: Target): Promise<TargetState> {
  if (target.kind === 'endpoint') {
    // DAHDI's channels are none of what Asterisk calls endpoints.
    if (target.technology === 'DAHDI') return 'unknown';
    return (await pbx.endpoint(target.technology, target.resource)) ?? 'missing';
  }
  const ami = await pbx.ami();
  if (typeof ami === 'string') return 'unknown';
  return (await ami.hasExtension(target.context, target.extension)) ? 'unknown' : 'missing';
}

function judgeTarget(name: string, state: TargetState, users: readonly string[]): readonly Finding[] {
  const of = `rung for ${users.join(', ')}`;
  if (state === 'missing') {
    return [
      failure(
        name.startsWith('Local/')
          ? `Asterisk’s dialplan has no way to ${name}, ${of}`
          : `Asterisk knows no ${name}, ${of}`,
        name.startsWith('PJSIP/')
          ? 'See what it knows: asterisk -rx "pjsip list endpoints"; correct the line’s phones, or dial_template in textback.toml'
          : 'Correct the line’s phones, or dial_template in textback.toml: textback line list',
      ),
    ];
  }
  if (state !== 'offline') return [];
  return [
    warning(
      `${name}, ${of}, is not registered or does not answer, or Asterisk has not asked it yet since it started`,
      `See: asterisk -rx "pjsip show endpoint ${name.slice(name.indexOf('/') + 1)}"`,
    ),
  ];
}

function isLost(names: readonly string[], states: ReadonlyMap<string, TargetState>): boolean {
  return (
    names.length > 0 &&
    names.every((name) => states.get(name) === 'missing' || states.get(name) === 'offline')
  );
}

/** Whether trunks that register with their provider have done so. */
export function checkTrunks(pbx: PbxExaminer): Promise<Findings> {
  return throughAmi(pbx, judgeTrunks);
}

async function judgeTrunks(ami: AmiExaminer): Promise<Findings> {
  const all = await ami.registrations();
  const problems = all
    .filter(({ status }) => status !== 'Registered')
    .map(({ name, status }) =>
      failure(
        `the trunk ${name} is not registered with its provider (${status || 'no state'})`,
        'See why: asterisk -rx "pjsip show registrations"; check user, password and server of the registration',
      ),
    );
  return orFine(
    problems,
    all.length === 0 ? 'none registers by itself' : `registered: ${all.map(({ name }) => name).join(', ')}`,
  );
}
