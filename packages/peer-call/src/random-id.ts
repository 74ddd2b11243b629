const BYTES = 16

/** 128 random bits in hexadecimal. Unlike `crypto.randomUUID`, it is there on insecure origins too. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
