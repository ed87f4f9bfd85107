/** `/metrics/snapshot`: the numbers of Mesos's that exist here (Mesos `master/metrics`, `slave/metrics`, docs/monitoring). */
import { addScalars, NO_SCALARS, SCALARS, totalScalars } from '../../../protocol/mesos/resource-math';
import { fromMilli } from '../../../protocol/units';
import type { Millis } from '../../../protocol/units';
import type { Scalars } from '../../../protocol/mesos/resources';
import type { MasterAgent, MasterState } from '../master/master-state';
import { countAgents } from './agent-status';
import { COUNTED, countsJson } from './counts-json';

const sumUp = (master: MasterState) => {
  let [total, used] = [NO_SCALARS, NO_SCALARS];
  for (const agent of master.agents.values()) {
    total = addScalars(total, totalScalars(agent.total));
    used = addScalars(used, totalScalars(agent.used));
  }
  return { total, used };
};

const resourceMetrics = (who: string, total: Scalars, used: Scalars): [string, number][] =>
  SCALARS.flatMap((name) => [
    [`${who}/${name}_total`, fromMilli(total[name])],
    [`${who}/${name}_used`, fromMilli(used[name])],
    [`${who}/${name}_percent`, total[name] === 0 ? 0 : used[name] / total[name]],
  ]);

const inOrder = (metrics: readonly [string, number][]): Readonly<Record<string, number>> =>
  Object.fromEntries(metrics.toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Tasks that have not ended as there are now, ended ones as there ever were. */
const taskMetrics = (master: MasterState): [string, number][] => {
  const counts = [...master.frameworks.values()].map((framework) => countsJson(framework.counts));
  return COUNTED.filter((state) => state !== 'TASK_UNKNOWN').map((state) => [
    state.toLowerCase().replace('task_', 'master/tasks_'),
    counts.reduce((sum, each) => sum + (each[state] ?? 0), 0),
  ]);
};

const agentMetrics = (master: MasterState): [string, number][] => {
  const { active, inactive, connected, disconnected, unreachable } = countAgents(master);
  return [
    ['master/slaves_active', active],
    ['master/slaves_inactive', inactive],
    ['master/slaves_connected', connected],
    ['master/slaves_disconnected', disconnected],
    ['master/slaves_unreachable', unreachable],
  ];
};

/** By name, in the order of names. */
export const metricsJson = (master: MasterState, now: Millis): Readonly<Record<string, number>> => {
  const frameworks = [...master.frameworks.values()];
  const connected = frameworks.filter((framework) => framework.connected).length;
  const { total, used } = sumUp(master);
  return inOrder([
    ['master/elected', master.leading ? 1 : 0],
    ['master/uptime_secs', (now - master.startedAt) / 1000],
    ['master/frameworks_active', connected],
    ['master/frameworks_connected', connected],
    ['master/frameworks_disconnected', frameworks.length - connected],
    ['master/frameworks_inactive', frameworks.length - connected],
    ['master/outstanding_offers', master.offers.size],
    ...resourceMetrics('master', total, used),
    ...taskMetrics(master),
    ...agentMetrics(master),
  ]);
};

/** An agent's own, likewise. */
export const agentMetricsJson = (agent: MasterAgent, now: Millis): Readonly<Record<string, number>> => {
  const counts = countsJson(agent.counts);
  const frameworks = new Set([...agent.executors.values()].map(({ frameworkId }) => frameworkId));
  return inOrder([
    ['slave/registered', 1],
    ['slave/uptime_secs', (now - agent.registeredAt) / 1000],
    ['slave/executors_running', agent.executors.size],
    ['slave/frameworks_active', frameworks.size],
    ...resourceMetrics('slave', totalScalars(agent.total), totalScalars(agent.used)),
    ...(['STAGING', 'STARTING', 'RUNNING', 'KILLING', 'FINISHED', 'FAILED', 'KILLED', 'LOST', 'GONE'] as const).map(
      (state): [string, number] => [`slave/tasks_${state.toLowerCase()}`, counts[`TASK_${state}`] ?? 0],
    ),
  ]);
};
