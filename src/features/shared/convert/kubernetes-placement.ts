/** Where instances run and how they are replaced, as Kubernetes says it. */
import { part, record } from './pod-parts';
import type { Part } from './pod-parts';
import type { Source } from './source';

const LABELS: ReadonlyMap<string, string> = new Map([
  ['hostname', 'kubernetes.io/hostname'],
  ['@hostname', 'kubernetes.io/hostname'],
  ['@zone', 'topology.kubernetes.io/zone'],
  ['@region', 'topology.kubernetes.io/region'],
]);

/** Constraints as node selector, spread and anti-affinity. */
export function placementOf(pod: Source, app: string): Part {
  const labelSelector = { matchLabels: { app } };
  const selected: (readonly [string, string])[] = [];
  const spread: Part[] = [];
  const apart: Part[] = [];
  for (const constraint of pod.at('scheduling', 'placement', 'constraints').items()) {
    const field = constraint.get('fieldName').said;
    const topologyKey = LABELS.get(field) ?? field;
    const value = constraint.get('value').value;
    switch (constraint.get('operator').value) {
      case 'IS':
      case 'CLUSTER':
        if (typeof value !== 'string') continue;
        selected.push([topologyKey, value]);
        break;
      case 'UNIQUE':
        apart.push({ labelSelector, topologyKey });
        break;
      case 'GROUP_BY':
        spread.push({ maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector });
        break;
      default:
        continue;
    }
    if (LABELS.has(field)) constraint.take();
    else constraint.change(`nodes need a label ${field} there`);
  }
  return part({
    nodeSelector: record(selected),
    topologySpreadConstraints: spread,
    affinity:
      apart.length === 0 ? undefined : { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apart } },
  });
}

const percent = (part: number): string => `${Math.round(part * 100)}%`;

/** How many may be missing and how many too many while a Deployment is updated. */
export function strategyOf(pod: Source): Part {
  const least = pod.at('scheduling', 'upgrade', 'minimumHealthCapacity').number();
  const most = pod.at('scheduling', 'upgrade', 'maximumOverCapacity').number();
  if (least === undefined && most === undefined) return {};
  return {
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: percent(1 - (least ?? 1)), maxSurge: percent(most ?? 1) },
    },
  };
}
