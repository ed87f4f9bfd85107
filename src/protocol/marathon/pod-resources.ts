/** What one instance of a pod needs on its agent: its executor once, and the sum of its containers. */
import { milli, type Milli } from '../units';
import type { ExecutorResources, PodSpec, Resources } from './pod';

/** Thousandths: cpus, MiB, MiB, devices. */
export interface ResourceTotals {
  readonly cpus: Milli;
  readonly mem: Milli;
  readonly disk: Milli;
  readonly gpus: Milli;
}

/** Far above every agent, far below where doubles stop being exact: a larger request waits for ever just the same. */
const LARGEST = 1e12;

const exact = (value: number): Milli => milli(Math.min(value, LARGEST));
const plus = (one: Milli, other: Milli): Milli => Math.min(one + other, LARGEST * 1000) as Milli;

export const containerResources = (resources: Resources): ResourceTotals => ({
  cpus: exact(resources.cpus),
  mem: exact(resources.mem),
  disk: exact(resources.disk),
  gpus: exact(resources.gpus),
});

/** The executor uses no devices. */
export const executorResources = (resources: ExecutorResources): ResourceTotals =>
  containerResources({ ...resources, gpus: 0 });

const addResources = (one: ResourceTotals, other: ResourceTotals): ResourceTotals => ({
  cpus: plus(one.cpus, other.cpus),
  mem: plus(one.mem, other.mem),
  disk: plus(one.disk, other.disk),
  gpus: plus(one.gpus, other.gpus),
});

/** Executor and all containers of one instance. */
export const instanceResources = (pod: Pick<PodSpec, 'executorResources' | 'containers'>): ResourceTotals =>
  pod.containers
    .map((container) => containerResources(container.resources))
    .reduce(addResources, executorResources(pod.executorResources));
