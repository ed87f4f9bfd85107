/** How much of the cluster's resources is allocated: all agents together, whatever role they offer to. */
import type { Agent } from '../../api/client/mesos';
import { resourceText } from '../shared/resource-text';

export const capacityKinds = ['cpus', 'mem', 'disk', 'gpus'] as const;
export type CapacityKind = (typeof capacityKinds)[number];

export interface Share {
  readonly used: number;
  readonly total: number;
}

const thousandths = (value: number) => Math.round(value * 1000);

/** Sums are exact to the thousandth. */
export const capacityOf = (agents: readonly Agent[]): Readonly<Record<CapacityKind, Share>> => {
  const share = (kind: CapacityKind): Share => ({
    used: agents.reduce((sum, agent) => sum + thousandths(agent.used_resources[kind]), 0) / 1000,
    total: agents.reduce((sum, agent) => sum + thousandths(agent.resources[kind]), 0) / 1000,
  });
  return { cpus: share('cpus'), mem: share('mem'), disk: share('disk'), gpus: share('gpus') };
};

/** `14.3 of 36 cpus`, `512 MiB of 90 GiB`: the unit once, where both have the same. */
export const shareText = (kind: CapacityKind, { used, total }: Share): string => {
  const whole = resourceText(kind, total);
  const [figure = '', unit] = resourceText(kind, used).split('\u2009');
  const counted = kind === 'cpus' || kind === 'gpus';
  return counted || whole.endsWith(unit ?? '') ? `${figure} of ${whole}` : `${resourceText(kind, used)} of ${whole}`;
};
