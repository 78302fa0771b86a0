import { destination as fileDestination, pino, stdSerializers } from 'pino';
import type { Log } from './core/log.ts';
import { redactPhone } from './core/phone.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Hides phone numbers except for the country code and the last two digits. */
  readonly redact: boolean;
  /** Takes one line of JSON at a time; stderr by default, since stdout is for data. */
  readonly destination?: { write(line: string): void };
}

type Write = 'debug' | 'info' | 'warn' | 'error';

/** Deeper than anything we log on purpose; keeps a cyclic object from going on forever. */
const MAX_DEPTH = 6;

const SECRET_KEY = /passw|secret|api_?key|token|authorization/i;
const SECRET_IN_TEXT = /(\bapi_key=)[^&\s"']+|(:\/\/)[^/@\s"']+:[^/@\s"']+(?=@)/gi;

/**
 * Phone numbers as they come in texts: with `+` in any spelling, ten digits in groups of 3-3-4, and
 * plain runs of 7 to 15 digits that are not part of an id (`1764000000.12`, a UUID) or a decimal.
 */
const PHONES =
  /\+\d[\d ().-]{5,20}\d|(?<!\w)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)|(?<![\w.-])\d{7,15}(?![\w]|\.\d|-[\da-f]{4}-)/g;

/** One JSON object a line. Passwords and keys are always left out; phone numbers unless `redact` is false. */
export function createLog(options: LogOptions): Log {
  const logger = pino(
    {
      level: options.level,
      // journald and containers add host and process themselves.
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Errors are made plain before they get here, so that what they say is censored too.
      serializers: { err: (plain: unknown) => plain },
    },
    options.destination ?? fileDestination({ fd: 2, sync: true }),
  );
  const write = (level: Write) => (fields: object, message: string) => {
    if (!logger.isLevelEnabled(level)) return;
    logger[level](censor(fields, options.redact, 0), censorText(message, options.redact));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function censor(value: unknown, redact: boolean, depth: number): unknown {
  if (typeof value === 'string') return censorText(value, redact);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return `[${value.length} octets]`;
  if (value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => censor(item, redact, depth + 1));
  const plain = value instanceof Error ? stdSerializers.err(value) : value;
  return Object.fromEntries(
    Object.entries(plain).map(([key, inner]) => [
      key,
      SECRET_KEY.test(key) ? '[secret]' : censor(inner, redact, depth + 1),
    ]),
  );
}

function censorText(text: string, redact: boolean): string {
  const withoutSecrets = text.replace(
    SECRET_IN_TEXT,
    (_match, key = '', scheme = '') => `${key}${scheme}[secret]`,
  );
  return redact ? withoutSecrets.replace(PHONES, redactSpelling) : withoutSecrets;
}

function redactSpelling(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return redactPhone(phone.startsWith('+') ? `+${digits}` : digits);
}
