import { z } from 'zod';

/** What a browser says after it has made or used a passkey (Web Authentication §5.1), as far as it counts here. */
export interface PasskeyReply {
  /** The passkey, as the device calls it. */
  readonly id: string;
  /** What was signed, as it says itself; whether it is so is for verify-passkey.ts. */
  readonly challenge: string;
  readonly clientDataJSON: string;
  /** Of one that was made. */
  readonly attestationObject: string;
  readonly transports: readonly string[];
  /** Of one that was used. */
  readonly authenticatorData: string;
  readonly signature: string;
  /** Whose it is, as the device keeps it. */
  readonly userHandle: string;
}

const octets = z.string().regex(/^[\w-]*$/);
const REPLY = z.object({
  id: octets.min(1).max(1_364),
  response: z.object({
    clientDataJSON: octets,
    attestationObject: octets.default(''),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(8)
      .default([]),
    authenticatorData: octets.default(''),
    signature: octets.default(''),
    userHandle: octets.nullish().transform((value) => value ?? ''),
  }),
});
const CLIENT_DATA = z.object({ challenge: z.string() });

/** Null where it is none. */
export function readPasskeyReply(text: string): PasskeyReply | null {
  const reply = REPLY.safeParse(jsonOf(text));
  if (!reply.success) return null;
  const { id, response } = reply.data;
  const clientData = CLIENT_DATA.safeParse(
    jsonOf(Buffer.from(response.clientDataJSON, 'base64url').toString()),
  );
  return clientData.success ? { id, challenge: clientData.data.challenge, ...response } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
