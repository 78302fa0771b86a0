import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a test may have gone wrong. */
export interface Signing {
  readonly origin: string;
  readonly challenge: string;
  readonly rpId?: string;
  /** Whose, as it says; as base64url. */
  readonly userHandle?: string;
  /** How often it says it was used; once more than the last time where nothing is said. */
  readonly count?: number;
  /** False where nobody touched a sensor or typed a code. */
  readonly isVerified?: boolean;
  /** In place of its own. */
  readonly id?: string;
}

/** A device that makes one passkey and signs with it, as JSON goes out of a browser. */
export interface SoftAuthenticator {
  readonly id: string;
  make(signing: Signing): string;
  use(signing: Signing): string;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

/** ES256 on P-256, without attestation (Web Authentication §6). */
export function createSoftAuthenticator(): SoftAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const octets = randomBytes(16);
  const own = octets.toString('base64url');
  let used = 0;
  const authenticatorData = ({ rpId = 'localhost', count, isVerified = true }: Signing, flags: number) => {
    used = count ?? used + 1;
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(used);
    return Buffer.concat([sha256(rpId), Buffer.of(PRESENT | (isVerified ? VERIFIED : 0) | flags), counted]);
  };
  return {
    id: own,
    make(signing) {
      const { id = own } = signing;
      const raw = Buffer.from(id, 'base64url');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(raw.length);
      const credential = [Buffer.alloc(16), length, raw, coseKey(publicKey)];
      const data = Buffer.concat([authenticatorData(signing, WITH_CREDENTIAL), ...credential]);
      const attestation = Buffer.concat([
        ...[Buffer.of(0xa3), cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.of(0xa0)],
        ...[cborText('authData'), cborBytes(data)],
      ]);
      const response = {
        clientDataJSON: clientData('webauthn.create', signing).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      };
      return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
    },
    use(signing) {
      const { id = own, userHandle = '' } = signing;
      const data = authenticatorData(signing, 0);
      const client = clientData('webauthn.get', signing);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      const response = {
        ...{ clientDataJSON: client.toString('base64url'), userHandle },
        ...{ authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') },
      };
      return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
    },
  };
}

function clientData(type: string, { challenge, origin }: Signing): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function sha256(octets: string | Buffer): Buffer {
  return createHash('sha256').update(octets).digest();
}

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} (RFC 9053 §7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const head = Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21);
  const [first, second] = [x, y].map((each) => cborBytes(Buffer.from(each, 'base64url')));
  return Buffer.concat([head, first ?? head, Buffer.of(0x22), second ?? head]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)]);
}

/** Of up to 65,535 octets (RFC 8949 §3.1). */
function cborBytes(octets: Buffer): Buffer {
  return octets.length < 256
    ? Buffer.concat([Buffer.of(0x58, octets.length), octets])
    : Buffer.concat([Buffer.of(0x59, octets.length >> 8, octets.length & 0xff), octets]);
}
