import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

interface Cost {
  /** log2 of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about a quarter of a second on a small machine, in a thread of its own (OWASP Password Storage). */
const COST: Cost = { ln: 15, r: 8, p: 3 };
const HASH_BYTES = 32;
export const SALT_BYTES = 16;
/** What a hash may ask for at most. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;

/** As PHC writes it: `$scrypt$ln=15,r=8,p=3$salt$hash`, so that the cost can be raised later (RFC 7914). */
export async function hashPassword(password: string, salt: Buffer): Promise<string> {
  const hash = await derive(password, salt, COST);
  const [saltText, hashText] = [salt, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${saltText}$${hashText}`;
}

/**
 * Whether the password is the one that was hashed. Takes as long for somebody who has none (`undefined`) as for a
 * wrong password, so that the time does not tell who exists.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, ln, r, p, salt = '', hash = ''] = FORM.exec(stored ?? '') ?? [];
  if (ln === undefined) {
    await derive(password, Buffer.alloc(SALT_BYTES), COST);
    return false;
  }
  const expected = Buffer.from(hash, 'base64');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost);
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

/** The same password typed on another keyboard is the same: NFKC (RFC 8265 §4.2.2). */
function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: MAX_MEMORY_BYTES };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
