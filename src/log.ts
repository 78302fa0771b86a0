import { destination as fileDestination, pino, stdSerializers } from 'pino';
import type { Log } from './core/log.ts';
import { redactPhones, redactSecrets } from './core/redact-words.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Hides phone numbers except for the country code and the last two digits. */
  readonly redact: boolean;
  /** Passwords in use, which are taken out wherever they stand, beside what stands where passwords do. */
  readonly secrets?: readonly string[];
  /** Takes one line of JSON at a time; stderr by default, since stdout is for data. */
  readonly destination?: { write(line: string): void };
}

type Write = 'debug' | 'info' | 'warn' | 'error';

/** Deeper than anything we log on purpose; keeps a cyclic object from going on forever. */
const MAX_DEPTH = 6;

const SECRET_KEY = /passw|secret|api_?key|token|authorization/i;
/** Where a number that is no text is a phone's all the same, as in JSON of others. */
const PHONE_KEY = /phone|number|caller|dial|msisdn|recipient|sender|^(?:from|to|ani|did)$/i;

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
  const censor = createCensor(options);
  const write = (level: Write) => (fields: object, message: string) => {
    if (!logger.isLevelEnabled(level)) return;
    logger[level](censor.value(fields), censor.text(message));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function createCensor({ redact, secrets = [] }: LogOptions) {
  const known = secrets.filter(isTelling);

  function text(words: string): string {
    const withoutKnown = known.reduce((left, secret) => left.replaceAll(secret, '[secret]'), words);
    const withoutSecrets = redactSecrets(withoutKnown);
    return redact ? redactPhones(withoutSecrets) : withoutSecrets;
  }

  function value(raw: unknown, depth = 0): unknown {
    if (typeof raw === 'string') return text(raw);
    if (typeof raw !== 'object' || raw === null) return raw;
    if (raw instanceof Uint8Array) return `[${raw.length} octets]`;
    if (raw instanceof Date) return raw;
    if (depth >= MAX_DEPTH) return '[deeper]';
    if (Array.isArray(raw)) return raw.map((item) => value(item, depth + 1));
    const plain = raw instanceof Error ? stdSerializers.err(raw) : raw;
    return Object.fromEntries(
      Object.entries(plain).map(([key, inner]) => [text(key), field(key, inner, depth + 1)]),
    );
  }

  function field(key: string, inner: unknown, depth: number): unknown {
    if (SECRET_KEY.test(key)) return '[secret]';
    if (typeof inner !== 'number' || !PHONE_KEY.test(key)) return value(inner, depth);
    const digits = String(inner);
    return text(digits) === digits ? inner : text(digits);
  }

  return { text, value: (raw: object) => value(raw) };
}

/** A plain or a short word stands in other places too, and would be given away by what is missing there. */
function isTelling(secret: string): boolean {
  return secret.length >= 6 && !/^[A-Za-z]+$/.test(secret);
}
