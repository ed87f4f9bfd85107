/** Ports as Mesos prints them. */
import type { PortRange } from '../../../protocol/mesos/resources';

/** `[1025-2180, 2182-2182]` */
export const formatPorts = (ranges: readonly PortRange[]): string =>
  `[${ranges.map(({ begin, end }) => `${begin}-${end}`).join(', ')}]`;
