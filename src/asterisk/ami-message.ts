import type { AmiAction, AmiFields } from './ami.ts';
import { isRecord } from './json.ts';

/** Asterisk cuts a line of an action at 1,024 bytes (`AMI` input buffer), silently. */
const MAX_LINE_BYTES = 1_000;

/**
 * The headers of an action for asterisk-manager, which writes values as they are: a CR LF inside one would start a
 * header, or a whole action (`Action: Command`), of the sender's choosing. Throws a `RangeError` naming the header.
 */
export function checkAction(action: AmiAction): Record<string, string> {
  for (const [name, value] of Object.entries(action)) {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) {
      throw new RangeError(`the AMI header name ${JSON.stringify(name)} is not allowed`);
    }
    checkValue(name, value);
  }
  // asterisk-manager looks for `action` in lower case.
  return Object.fromEntries(Object.entries(action).map(([name, value]) => [name.toLowerCase(), value]));
}

function checkValue(name: string, value: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\r\n\u0000]/.test(value)) {
    throw new RangeError(`the AMI header ${name} must not contain a line break or NUL`);
  }
  if (Buffer.byteLength(value) + name.length > MAX_LINE_BYTES) {
    throw new RangeError(`the AMI header ${name} is longer than ${MAX_LINE_BYTES} bytes`);
  }
}

/** What asterisk-manager parsed, with every value a string: it makes arrays and objects of repeated headers. */
export function readMessage(message: unknown): AmiFields {
  const fields: Record<string, string> = Object.create(null);
  if (!isRecord(message)) return fields;
  for (const [name, value] of Object.entries(message)) fields[name.replace(/:$/, '')] = flatten(value);
  return fields;
}

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join('\n');
  if (!isRecord(value)) return '';
  return Object.entries(value)
    .map(([name, inner]) => `${name}=${String(inner)}`)
    .join('\n');
}
