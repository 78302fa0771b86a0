import type { PasskeySite } from '../core/passkey-site.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { PasskeyReply } from './read-passkey-reply.ts';

/** Ed25519, ES256 and RS256: what devices have (RFC 9053). */
export const PASSKEY_ALGORITHMS = [-8, -7, -257];

/** 28 MB, which the daemon has no use for where nobody has a passkey. */
const load = () => import('@simplewebauthn/server');

export interface MadePasskey {
  readonly credentialId: string;
  /** COSE, as base64url. */
  readonly publicKey: string;
  readonly signCount: number;
}

/** What a browser has made for this site and this challenge; null where it did not. */
export async function verifyMadePasskey(reply: PasskeyReply, site: PasskeySite): Promise<MadePasskey | null> {
  const { verifyRegistrationResponse } = await load();
  const { id, challenge, clientDataJSON, attestationObject } = reply;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON, attestationObject },
      },
      ...{ expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.rpId },
      ...{ requireUserVerification: true, supportedAlgorithmIDs: PASSKEY_ALGORITHMS },
    });
    if (registrationInfo === undefined) return null;
    const { credential } = registrationInfo;
    const publicKey = Buffer.from(credential.publicKey).toString('base64url');
    return { credentialId: credential.id, publicKey, signCount: credential.counter };
  } catch {
    // The library throws for each thing that does not fit; whoever sent it is not told which.
    return null;
  }
}

/**
 * How often the device says it has used this passkey; null where it did not sign this challenge for this site, or did
 * not ask whose finger or code it is.
 */
export async function verifyUsedPasskey(
  reply: PasskeyReply,
  { credentialId, publicKey }: Pick<PasskeyRow, 'credentialId' | 'publicKey'>,
  site: PasskeySite,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await load();
  const { id, challenge, clientDataJSON, authenticatorData, signature } = reply;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON, authenticatorData, signature },
      },
      ...{ expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.rpId },
      // Counted by whoever asks, once the signature is known to be right: the library would look before.
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
