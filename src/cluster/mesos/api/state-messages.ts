/** The master's whole state in v1 (Mesos `v1/master/master.proto`: Response.GetState and its parts). */
import type { MasterState, MasterTask } from '../master/master-state';
import { agentInfo, agentMessage } from './agent-json';
import { unreachableTasks } from './agent-status';
import { executorMessages, frameworkMessage } from './framework-json';
import { taskMessage } from './task-json';

export const tasksMessage = (master: MasterState): object => {
  const frameworks = [...master.frameworks.values()];
  const print = (tasks: readonly MasterTask[]): readonly object[] => tasks.map((task) => taskMessage(master, task));
  return {
    tasks: print([...master.tasks.values()]),
    unreachable_tasks: print(frameworks.flatMap(unreachableTasks)),
    completed_tasks: print(frameworks.flatMap(({ completed }) => completed)),
  };
};

export const executorsMessage = (master: MasterState): object => ({
  executors: [...master.frameworks.values()].flatMap((framework) => executorMessages(master, framework)),
});

export const frameworksMessage = (master: MasterState): object => ({
  frameworks: [...master.frameworks.values()].map((framework) => frameworkMessage(master, framework)),
  completed_frameworks: [],
});

export const agentsMessage = (master: MasterState): object => ({
  agents: [...master.agents.values()].map((agent) => agentMessage(master, agent)),
  recovered_agents: [...master.recovered.values()].map(agentInfo),
});

export const stateMessage = (master: MasterState): object => ({
  get_tasks: tasksMessage(master),
  get_executors: executorsMessage(master),
  get_frameworks: frameworksMessage(master),
  get_agents: agentsMessage(master),
});
