/** From what a fault is meant for to what there is: agents, containers and executors that fit. */
import type { AgentExecutor, AgentState } from '../mesos/agent/agent-state';
import type { MesosState } from '../mesos/mesos-state';
import { isMeant } from '../mesos/disturbances';
import type { Target as TaskTarget } from '../mesos/disturbances';
import { toSafePath } from '../../protocol/marathon/path-id';

/** What a fault is meant for; all that are named have to fit. */
interface Target {
  readonly agent?: string | undefined;
  readonly service?: string | undefined;
  readonly instance?: string | undefined;
  readonly container?: string | undefined;
}

const isNamed = (agent: AgentState, hostname: string | undefined, name: string): boolean =>
  agent.id === name || agent.ip === name || hostname === name;

const hostnameOf = ({ master }: MesosState, id: string): string | undefined =>
  (master.agents.get(id) ?? master.unreachable.get(id) ?? master.recovered.get(id))?.spec.hostname;

/** Which tasks a target names, as far as their ids tell. */
export const taskTarget = ({ service, instance, container }: Target): TaskTarget => {
  const prefix = instance === undefined ? (service === undefined ? undefined : toSafePath(service)) : instance;
  return { ...(prefix !== undefined && { prefix: `${prefix}.` }), ...(container !== undefined && { container }) };
};

/** Agents that are on the master's books or wish to be, and run something of what the target names. */
export const agentsFor = (state: MesosState, target: Target): AgentState[] => {
  const wanted = taskTarget(target);
  const isAny = wanted.prefix === undefined && wanted.container === undefined;
  return [...state.agents.values()].filter(
    (agent) =>
      (target.agent === undefined || isNamed(agent, hostnameOf(state, agent.id), target.agent)) &&
      (isAny || [...agent.executors.values()].some(({ live }) => live.some((id) => isMeant(wanted, id)))),
  );
};

export interface ExecutorPlace {
  readonly agentId: string;
  readonly executor: AgentExecutor;
}

/** Executors whose process runs. */
export const executorsFor = (state: MesosState, target: Target): ExecutorPlace[] => {
  const wanted = taskTarget(target);
  return agentsFor(state, target).flatMap(({ id, executors }) =>
    [...executors.values()]
      .filter(({ phase, live }) => phase === 'running' && live.some((taskId) => isMeant(wanted, taskId)))
      .map((executor) => ({ agentId: id, executor })),
  );
};

/** Containers whose process runs. */
export const containersFor = (
  state: MesosState,
  target: Target,
): { readonly agentId: string; readonly containerId: string }[] => {
  const wanted = taskTarget(target);
  return agentsFor(state, target).flatMap(({ id: agentId, executors }) =>
    [...executors.values()].flatMap(({ children }) =>
      children.flatMap(({ containerId, task, phase }) =>
        phase === 'running' && isMeant(wanted, task.taskId) ? { agentId, containerId } : [],
      ),
    ),
  );
};
