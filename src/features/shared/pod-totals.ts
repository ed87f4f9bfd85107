/** What a pod takes: one instance (its containers and its executor), and all the instances asked for. */
/** Cpus, MiB, MiB, devices, as Marathon writes them. */
export interface Amounts {
  readonly cpus: number;
  readonly mem: number;
  readonly disk: number;
  readonly gpus: number;
}

/** What Marathon takes for the members a definition leaves out. */
const CONTAINER_DEFAULTS: Amounts = { cpus: 1, mem: 128, disk: 0, gpus: 0 };
const EXECUTOR_DEFAULTS: Amounts = { cpus: 0.1, mem: 32, disk: 10, gpus: 0 };

type Partly = { readonly [Name in keyof Amounts]?: number | undefined };

/** The members that count, of a pod definition at any of its ages. */
export interface CountedContainer {
  readonly resources?: Partly | undefined;
}
export interface CountedPod {
  readonly containers: readonly CountedContainer[];
  readonly executorResources?: Partly | undefined;
  readonly scaling?: { readonly instances?: number | undefined } | undefined;
}

const filled = (given: Partly | undefined, defaults: Amounts): Amounts => ({
  cpus: given?.cpus ?? defaults.cpus,
  mem: given?.mem ?? defaults.mem,
  disk: given?.disk ?? defaults.disk,
  gpus: given?.gpus ?? defaults.gpus,
});

/** Sums in thousandths, as Mesos does, so that 0.1 + 0.2 is 0.3. */
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + Math.round(value * 1000), 0) / 1000;

/** Adds amounts member by member, exact to three decimals. */
export const addAmounts = (parts: readonly Amounts[]): Amounts => ({
  cpus: sum(parts.map((part) => part.cpus)),
  mem: sum(parts.map((part) => part.mem)),
  disk: sum(parts.map((part) => part.disk)),
  gpus: sum(parts.map((part) => part.gpus)),
});

/** The same amounts `count` times. */
export const timesAmounts = (amounts: Amounts, count: number): Amounts => ({
  cpus: sum([amounts.cpus * count]),
  mem: sum([amounts.mem * count]),
  disk: sum([amounts.disk * count]),
  gpus: sum([amounts.gpus * count]),
});

/** How many instances a definition asks for; one when it doesn't say. */
export const targetInstances = (pod: Pick<CountedPod, 'scaling'>): number => pod.scaling?.instances ?? 1;

/** What the executor of one instance takes. */
const executorAmounts = (pod: Pick<CountedPod, 'executorResources'>): Amounts =>
  filled(pod.executorResources, EXECUTOR_DEFAULTS);

/** Whether an instance takes more than its containers do. */
export const hasExecutor = (pod: Pick<CountedPod, 'executorResources'>): boolean => {
  const { cpus, mem, disk } = executorAmounts(pod);
  return cpus + mem + disk > 0;
};

/** What one container takes. */
export const containerAmounts = (container: CountedContainer): Amounts =>
  filled(container.resources, CONTAINER_DEFAULTS);

/** What one instance needs on one agent, executor included. */
export const instanceTotal = (pod: CountedPod): Amounts =>
  addAmounts([executorAmounts(pod), ...pod.containers.map(containerAmounts)]);

/** What all the instances asked for take together. */
export const targetTotal = (pod: CountedPod): Amounts => timesAmounts(instanceTotal(pod), targetInstances(pod));
