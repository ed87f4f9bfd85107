/** What the draft takes, executor share included, in one sentence that is always in view. */
import { instanceTotal, timesAmounts } from '../shared/pod-totals';
import type { Amounts, CountedPod } from '../shared/pod-totals';
import { resourceText } from '../shared/resource-text';
import { isRecord, listAt, numberAt, valueAt } from './json-value';
import type { JsonRecord } from './json-value';

/** The members that count, as far as they are numbers: a draft may hold anything. */
export function countedPod(value: JsonRecord): CountedPod {
  const amounts = (from: unknown) => ({
    cpus: numberAt(from, ['cpus']),
    mem: numberAt(from, ['mem']),
    disk: numberAt(from, ['disk']),
    gpus: numberAt(from, ['gpus']),
  });
  const executor = valueAt(value, ['executorResources']);
  return {
    containers: listAt(value, ['containers']).map((container) => ({
      resources: amounts(valueAt(container, ['resources'])),
    })),
    ...(isRecord(executor) ? { executorResources: amounts(executor) } : {}),
    scaling: { instances: numberAt(value, ['scaling', 'instances']) },
  };
}

/** `each instance takes 0.4 cpus, 138 MiB memory …; 10 instances take …` */
export function totalSentence(value: JsonRecord): { each: string; all: string; instances: number } {
  const pod = countedPod(value);
  const each = instanceTotal(pod);
  const instances = pod.scaling?.instances ?? 1;
  return { each: amountsWords(each), all: amountsWords(timesAmounts(each, instances)), instances };
}

const amountsWords = (amounts: Amounts): string =>
  [
    resourceText('cpus', amounts.cpus),
    `${resourceText('mem', amounts.mem)} memory`,
    ...(amounts.disk > 0 ? [`${resourceText('disk', amounts.disk)} disk`] : []),
    ...(amounts.gpus > 0 ? [resourceText('gpus', amounts.gpus)] : []),
  ].join(', ');
