/** The value, or `undefined` where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string property, cut to `maxLength` characters; `''` where there is none. */
export function textAt(record: Readonly<Record<string, unknown>>, key: string, maxLength = 256): string {
  const value = record[key];
  return typeof value === 'string' ? value.slice(0, maxLength) : '';
}

/** A nested object; an empty one where there is none. */
export function recordAt(
  record: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = record[key];
  return isRecord(value) ? value : {};
}
