import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** Signs and checks the four JSON frames of a message. */
export type Signer = {
  /** The HMAC in lower-case hex, or an empty string when messages are not signed. */
  sign(frames: readonly Uint8Array[]): string;
  /** Whether `signature` (the raw frame) is that of `frames`; compared in constant time. */
  verify(signature: Uint8Array, frames: readonly Uint8Array[]): boolean;
};

const UNSIGNED: Signer = { sign: () => '', verify: () => true };

/**
 * The signer for the `key` of a connection file; an empty key means that messages are not signed.
 * Source: Jupyter messaging 5.4, "The Wire Protocol": HMAC-SHA256 over the raw frames, hex digest.
 */
export function createSigner(key: string): Signer {
  if (key === '') return UNSIGNED;
  const secret = createSecretKey(key, 'utf8');
  const sign = (frames: readonly Uint8Array[]): string => {
    const hmac = createHmac('sha256', secret);
    for (const frame of frames) hmac.update(frame);
    return hmac.digest('hex');
  };
  return {
    sign,
    verify(signature, frames) {
      const expected = Buffer.from(sign(frames), 'latin1');
      return signature.byteLength === expected.byteLength && timingSafeEqual(signature, expected);
    }
  };
}
