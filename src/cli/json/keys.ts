import { z } from 'zod';

/** One key of what a command writes with --json. */
export interface JsonKey {
  /** e.g. `calls[].from`; of one of several forms, `timeline[](call).outcome`. */
  readonly path: string;
  /** e.g. `text`, `time or null`, `send | suppress`. */
  readonly type: string;
  /** `''` where the name says it all. */
  readonly meaning: string;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** What a program may rely on, as JSON Schema; other keys may come. */
export function jsonSchemaOf(shape: z.ZodType): Schema {
  return z.toJSONSchema(shape, { io: 'input' });
}

/** Every key, in the order in which it is written. */
export function keysOf(shape: z.ZodType): readonly JsonKey[] {
  return within(jsonSchemaOf(shape), '');
}

/** All of it on one line, e.g. `{ dryRun, changed, hunt: { line, steps: [{ ringSeconds, hours }] } }`. */
export function keysInWords(shape: z.ZodType): string {
  return inWords(jsonSchemaOf(shape), new Set());
}

function within(schema: Schema, path: string): readonly JsonKey[] {
  const { inner } = unwrap(schema);
  if (inner.properties !== undefined) {
    const prefix = path === '' ? '' : `${path}.`;
    return entriesOf(inner).flatMap(([key, value]) => {
      const own = `${prefix}${key}`;
      return [{ path: own, type: typeOf(value), meaning: value.description ?? '' }, ...within(value, own)];
    });
  }
  const element = itemsOf(inner);
  if (element !== null) return within(element, `${path}[]`);
  return formsOf(inner).flatMap((form) => within(form, `${path}(${nameOf(form)})`));
}

function inWords(schema: Schema, told: Set<string>): string {
  const { inner } = unwrap(schema);
  const element = itemsOf(inner);
  if (element !== null) {
    const below = inWords(element, told);
    return below.startsWith('{') ? `[${below}]` : `[]${below}`;
  }
  const forms = formsOf(inner);
  if (forms.some((form) => kindOf(form) !== null)) return keyWords(common(forms), told, true);
  if (forms.length > 0) return forms.map((form) => inWords(form, told)).join(' or ');
  if (inner.properties === undefined) return '';
  // What has been told once need not be told again.
  const identity = JSON.stringify(inner.properties);
  if (told.has(identity)) return '{ … }';
  told.add(identity);
  return keyWords(entriesOf(inner), told, false);
}

function keyWords(
  entries: readonly (readonly [string, Schema])[],
  told: Set<string>,
  isPart: boolean,
): string {
  const words = entries.map(([key, value]) => {
    const below = inWords(value, told);
    if (below === '') return key;
    return below.startsWith('[]') ? `${key}${below}` : `${key}: ${below}`;
  });
  return `{ ${[...words, ...(isPart ? ['…'] : [])].join(', ')} }`;
}

/** The keys that every form has. */
function common(forms: readonly Schema[]): readonly (readonly [string, Schema])[] {
  const [first, ...others] = forms;
  if (first === undefined) return [];
  return entriesOf(first).filter(([key]) =>
    others.every((other) => Object.hasOwn(other.properties ?? {}, key)),
  );
}

function typeOf(schema: Schema): string {
  const { inner, isNullable } = unwrap(schema);
  return isNullable ? `${plainType(inner)} or null` : plainType(inner);
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
};

function plainType(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.format === 'date-time') return 'time';
  const [type = ''] = [schema.type ?? []].flat().filter((each) => each !== 'null');
  return TYPES[type] ?? 'anything';
}

/** What may be null as well is `anyOf` of it and null. */
function unwrap(schema: Schema): { readonly inner: Schema; readonly isNullable: boolean } {
  const others = (schema.anyOf ?? []).filter(isSchema).filter(({ type }) => type !== 'null');
  const [inner] = others;
  if (schema.anyOf !== undefined && inner !== undefined && others.length === 1)
    return { inner, isNullable: true };
  return { inner: schema, isNullable: [schema.type].flat().includes('null') };
}

/** The forms of a union; none of anything else. */
function formsOf(schema: Schema): readonly Schema[] {
  return (schema.oneOf ?? schema.anyOf ?? []).filter(isSchema);
}

/** What tells a form from the others: its `kind`, else its first key. */
function nameOf(form: Schema): string {
  return kindOf(form) ?? entriesOf(form)[0]?.[0] ?? '';
}

function kindOf({ properties }: Schema): string | null {
  const kind = properties?.['kind'];
  return isSchema(kind) && kind.const !== undefined ? String(kind.const) : null;
}

function entriesOf({ properties = {} }: Schema): readonly (readonly [string, Schema])[] {
  return Object.entries(properties).flatMap(([key, value]) =>
    isSchema(value) ? [[key, value] as const] : [],
  );
}

function itemsOf({ items }: Schema): Schema | null {
  return isSchema(items) ? items : null;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
