/**
 * Who may ask. A cluster on this machine has no password, so it must not be reached from web pages of others: not by a
 * name that was pointed at 127.0.0.1 (DNS rebinding), and not by a form or script of another site.
 */

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** A name, an IPv4 or a bracketed IPv6 address, perhaps a port. Nothing that could shift the parts of a URL. */
const AUTHORITY = /^(?:[\w.-]{1,253}|\[[\da-fA-F:.]{2,45}\])(?::\d{1,5})?$/;

const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** An address as it stands in a URL. */
export const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether `text` can stand for a host in a URL, the size of its port aside. */
export const isAuthority = (text: string): boolean => AUTHORITY.test(text);

/**
 * @param bound the address the server listens on
 * @returns why the request is not answered, `undefined` when it is
 */
export const guardFor = (
  bound: string,
): ((url: URL, method: string, origin: string | undefined) => Refusal | undefined) => {
  const own = inUrl(bound);
  // Whoever listens to the network has said so; there, names and pages are a matter of that network.
  if (!isLoopback(own)) return () => undefined;
  const isKnown = (hostname: string): boolean => hostname === own || isLoopback(hostname);
  return (url, method, origin) => {
    if (!isKnown(url.hostname))
      return {
        status: 403,
        message: `This cluster answers at ${own} and localhost only, not as ${url.hostname}. Start it with --host ADDRESS to serve a network.`,
      };
    if (origin === undefined || SAFE_METHODS.has(method)) return undefined;
    if (URL.canParse(origin) && isKnown(new URL(origin).hostname)) return undefined;
    return { status: 403, message: `Pages of ${origin} may not change this cluster.` };
  };
};
