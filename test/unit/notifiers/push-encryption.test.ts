import { createECDH } from 'node:crypto';
import { decrypt } from 'http_ece';
import { describe, expect, test } from 'vitest';
import { encryptPush } from '../../../src/notifiers/push-encryption.ts';

/** RFC 8291 §5 and Appendix A. */
const EXAMPLE = {
  plaintext: 'When I grow up, I want to be a watermelon',
  ours: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  theirs: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  message:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

function keyPair(privateKey: string) {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey, 'base64url');
  return pair;
}

describe('what only the browser shall read', () => {
  test('given the example of RFC 8291, when encrypted, then it is octet by octet what stands there', () => {
    const { plaintext, ours, p256dh, auth, salt, message } = EXAMPLE;
    const randoms = { keyPair: keyPair(ours), salt: Buffer.from(salt, 'base64url') };
    expect(encryptPush({ p256dh, auth }, plaintext, randoms).toString('base64url')).toBe(message);
  });

  test('given the same twice, when encrypted, then nobody sees that it is the same, and the browser reads both', () => {
    const { plaintext, theirs, p256dh, auth } = EXAMPLE;
    const sent = [encryptPush({ p256dh, auth }, plaintext), encryptPush({ p256dh, auth }, plaintext)];
    expect(sent[0]?.equals(sent[1] ?? Buffer.alloc(0))).toBe(false);
    const options = { version: 'aes128gcm', privateKey: keyPair(theirs), authSecret: auth } as const;
    expect(sent.map((body) => decrypt(body, options).toString())).toEqual([plaintext, plaintext]);
  });

  test('given the longest payload, when encrypted, then it is no more than every push service takes', () => {
    const { p256dh, auth } = EXAMPLE;
    expect(encryptPush({ p256dh, auth }, 'x'.repeat(3_993))).toHaveLength(4_096);
  });

  test('given a key that is no point of the curve, then it throws', () => {
    const p256dh = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
    expect(() => encryptPush({ p256dh, auth: EXAMPLE.auth }, 'x')).toThrow();
  });
});
