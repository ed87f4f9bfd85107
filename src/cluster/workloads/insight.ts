/**
 * Looking into processes: what they printed and use. Few ask, so it comes when somebody does: whoever may ask awaits
 * `loadInsight` first.
 */
import type { Workloads } from '../mesos/containerizer/process';
import type { printedBy } from './printed';

interface Insight extends Pick<Workloads, 'usage'> {
  readonly printed: typeof printedBy;
}

const loaded: { insight?: Insight } = {};

/** Fetches it, once. */
export const loadInsight = async (): Promise<void> => {
  if (loaded.insight !== undefined) return;
  const [{ printedBy }, { usageOf }] = await Promise.all([import('./printed'), import('./usage')]);
  loaded.insight = { printed: printedBy, usage: usageOf };
};

const insight = (): Insight => {
  if (loaded.insight === undefined) throw new Error('loadInsight() has to end before anyone looks into a process');
  return loaded.insight;
};

export const lookInto: Insight = {
  printed: (process, file, heard) => insight().printed(process, file, heard),
  usage: (process, share) => insight().usage(process, share),
};
