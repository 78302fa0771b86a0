import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { PushSubscription } from '../core/push-subscription.ts';

const CURVE = 'prime256v1';
const SALT_OCTETS = 16;
/** One record holds it all: the length is above that of any payload (RFC 8188 §2.1). */
const RECORD_SIZE = 4_096;
/** RFC 8188 §2: the last record's data ends so. */
const LAST_RECORD = Buffer.from([2]);

/** What is new for each message; given only where an example of the RFC is to come out. */
export interface EncryptionRandoms {
  readonly keyPair: ECDH;
  readonly salt: Buffer;
}

function newRandoms(): EncryptionRandoms {
  const keyPair = createECDH(CURVE);
  keyPair.generateKeys();
  return { keyPair, salt: randomBytes(SALT_OCTETS) };
}

/**
 * Encrypts what only this browser shall read, as `aes128gcm` (RFC 8291 §3.4, RFC 8188 §2).
 * @param plaintext 3,993 octets at most
 * @throws where `p256dh` is no point of P-256
 */
export function encryptPush(
  { p256dh, auth }: Pick<PushSubscription, 'p256dh' | 'auth'>,
  plaintext: string,
  { keyPair, salt }: EncryptionRandoms = newRandoms(),
): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = keyPair.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const secret = derive(keyPair.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = [cipher.update(Buffer.concat([Buffer.from(plaintext), LAST_RECORD])), cipher.final()];
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(RECORD_SIZE);
  sizes.writeUInt8(ours.length, 4);
  return Buffer.concat([salt, sizes, ours, ...sealed, cipher.getAuthTag()]);
}

/** HKDF with SHA-256 (RFC 5869). */
function derive(secret: Buffer, salt: Buffer, info: Buffer | string, octets: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, octets));
}
