/** Names and addresses under which a browser finds a server on its own machine. */
const OWN_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a server's pages are for browsers on its own machine alone; others never get as far as a cookie or a socket. */
export const isOnlyForOwnMachine = (publicOrigins: readonly string[]): boolean =>
  publicOrigins.every((origin) => OWN_HOSTS.has(new URL(origin).hostname))
