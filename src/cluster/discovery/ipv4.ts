/** IPv4 addresses as numbers, and the ranges a DC/OS cluster uses. */

export const parseIp = (text: string): number | undefined => {
  const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (bytes === undefined || bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
};

export const formatIp = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** In order of the addresses, each once. */
export const sortedIps = (addresses: readonly string[]): readonly string[] =>
  [...new Set(addresses)].sort((a, b) => (parseIp(a) ?? 0) - (parseIp(b) ?? 0));

const inRange = (address: number, base: string, prefix: number): boolean =>
  Math.floor(address / 2 ** (32 - prefix)) === Math.floor((parseIp(base) ?? 0) / 2 ** (32 - prefix));

export const isLoopback = (address: number): boolean => inRange(address, '127.0.0.0', 8) || address === 0;

/** Addresses no packet leaves the cluster for: private ones, its overlay's, its load balancer's. */
export const isInside = (address: number): boolean =>
  inRange(address, '10.0.0.0', 8) ||
  inRange(address, '172.16.0.0', 12) ||
  inRange(address, '192.168.0.0', 16) ||
  inRange(address, '9.0.0.0', 8) ||
  inRange(address, '11.0.0.0', 8) ||
  inRange(address, '44.128.0.0', 20);
