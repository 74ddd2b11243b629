/** Whether a text shows a secret, in any form in which it gets into texts. */
export const shows = (text: string, secret: string): boolean =>
  [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
  ].some((form) => text.includes(form))
