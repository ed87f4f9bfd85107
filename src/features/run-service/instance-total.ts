/** What the draft takes, executor share included, in one sentence that is always in view. */
import { hasExecutor, instanceTotal, targetTotal, timesAmounts } from '../shared/pod-totals';
import type { Amounts, CountedPod } from '../shared/pod-totals';
import { resourceText } from '../shared/resource-text';
import { kindOfDefinition } from '../../api/client/service';
import { isRecord, listAt, numberAt, valueAt } from './json-value';
import type { JsonRecord } from './json-value';

/** The members that count, as far as they are numbers: a draft may hold anything. */
export function countedPod(value: JsonRecord): CountedPod {
  if (kindOfDefinition(value) === 'app') return countedApp(value);
  const executor = valueAt(value, ['executorResources']);
  return {
    containers: listAt(value, ['containers']).map((container) => ({
      resources: amountsAt(valueAt(container, ['resources'])),
    })),
    ...(isRecord(executor) ? { executorResources: amountsAt(executor) } : {}),
    scaling: { instances: numberAt(value, ['scaling', 'instances']) },
  };
}

/** An app counts as a pod of one container whose executor takes nothing. */
const countedApp = (value: JsonRecord): CountedPod => ({
  containers: [{ resources: amountsAt(value) }],
  executorResources: { cpus: 0, mem: 0, disk: 0 },
  scaling: { instances: numberAt(value, ['instances']) },
});

/** The members that are numbers, of `resources` or the like. */
export const amountsAt = (from: unknown) => ({
  cpus: numberAt(from, ['cpus']),
  mem: numberAt(from, ['mem']),
  disk: numberAt(from, ['disk']),
  gpus: numberAt(from, ['gpus']),
});

/** `each instance takes 0.4 cpus, 138 MiB memory …; 10 instances take …` */
export function totalSentence(value: JsonRecord): {
  each: string;
  all: string;
  instances: number;
  /** To be put after `each`. */
  executor: string;
} {
  const pod = countedPod(value);
  const each = instanceTotal(pod);
  const instances = pod.scaling?.instances ?? 1;
  return {
    each: amountsWords(each),
    all: amountsWords(timesAmounts(each, instances)),
    instances,
    executor: hasExecutor(pod) ? ', executor included' : '',
  };
}

const amountsWords = (amounts: Amounts): string =>
  [
    resourceText('cpus', amounts.cpus),
    `${resourceText('mem', amounts.mem)} memory`,
    ...(amounts.disk > 0 ? [`${resourceText('disk', amounts.disk)} disk`] : []),
    ...(amounts.gpus > 0 ? [resourceText('gpus', amounts.gpus)] : []),
  ].join(', ');

const kinds = ['cpus', 'mem', 'disk', 'gpus'] as const;
const named = { cpus: 'CPUs', mem: 'memory', disk: 'disk', gpus: 'GPUs' };

/** `12 % of the cluster’s CPUs, 3 % of its memory`, the shares worth telling; undefined where there is no agent to compare with. */
export function shareSentence(
  value: JsonRecord,
  agents: readonly { readonly resources: Amounts }[],
): string | undefined {
  if (agents.length === 0) return undefined;
  const wanted = targetTotal(countedPod(value));
  const shares = kinds
    .filter((kind) => wanted[kind] > 0)
    .map((kind) => ({ kind, part: wanted[kind] / agents.reduce((sum, agent) => sum + agent.resources[kind], 0) }));
  const told = shares.filter(({ part }) => part >= 0.01 && part < Infinity);
  const parts = told.map(
    ({ kind, part }, place) =>
      `${Math.round(part * 100)}\u2009% of ${place === 0 ? 'the cluster’s' : 'its'} ${named[kind]}`,
  );
  const absent = shares.filter(({ part }) => part === Infinity).map(({ kind }) => `no agent has ${named[kind]}`);
  return [...(parts.length > 0 ? parts : ['under 1\u2009% of the cluster']), ...absent].join(', ');
}
