/** Under what a browser keeps and finds passkeys (Web Authentication §5.1.2). */
export interface PasskeySite {
  /** E.g. `https://textback.example.com`. */
  readonly origin: string;
  /** Its name without the port. */
  readonly rpId: string;
}

/**
 * The site that a page belongs to which was asked for under this Host; null where browsers make no passkey: an address
 * in numbers is no name, and without TLS only `localhost` counts as safe.
 * @param publicUrl what people type; null where no proxy stands in front
 */
export function passkeySite(publicUrl: string | null, host: string | undefined): PasskeySite | null {
  const named = host?.toLowerCase().replace(/:443$/, '');
  const own = publicUrl === null ? null : new URL(publicUrl);
  if (own !== null && own.host === named)
    return /^(?:\[.*\]|[\d.]+)$/.test(own.hostname) ? null : { origin: own.origin, rpId: own.hostname };
  return named !== undefined && /^localhost(?::\d{1,5})?$/.test(named)
    ? { origin: new URL(`http://${named}`).origin, rpId: 'localhost' }
    : null;
}
