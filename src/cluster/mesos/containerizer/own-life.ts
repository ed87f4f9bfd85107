/** Where the effects of a fault end: a container that was launched because of one lives its own life from then on. */
import type { Runtime } from '../../runtime/runtime';
import type { Workloads } from './process';

/** What a process does by itself is no effect of why it was started. */
export const withOwnLives = (workloads: Workloads, { because }: Pick<Runtime<never>, 'because'>): Workloads => ({
  ...workloads,
  start: (spec) => because(null, () => workloads.start(spec)),
  inquire: (spec) => because(null, () => workloads.inquire(spec)),
});
