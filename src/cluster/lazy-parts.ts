/** Parts of the cluster that are fetched when somebody first asks for what they do. */
import { loadFaultsApi } from './faults/lazy-api';
import { loadMesosHttp } from './mesos/lazy-http';
import { loadInsight } from './workloads/insight';

/** Needed before Mesos, an agent, a log or faults are asked anything. */
export const loadParts = async (): Promise<void> => {
  await Promise.all([loadMesosHttp(), loadInsight(), loadFaultsApi()]);
};
