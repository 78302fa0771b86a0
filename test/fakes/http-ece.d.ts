declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';
  /** RFC 8188 and RFC 8291, by other hands than ours. */
  export function decrypt(
    buffer: Buffer,
    options: { readonly version: 'aes128gcm'; readonly privateKey: ECDH; readonly authSecret: string },
  ): Buffer;
}
