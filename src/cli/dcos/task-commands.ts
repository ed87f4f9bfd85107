/** `dcos task …`: the tasks of Mesos, containers of pods among them (dcos-core-cli `pkg/cmd/task`). */
import type { Command } from './command';
import { goJson, goTable } from './go-output';
import { DcosError, type DcosIo } from './io';
import { at, listAt, numberAt, textAt, type Json } from './json';
import { findTasks, readState } from './mesos-tasks';
import { printLogs } from './task-log';
import type { Arguments } from './usage';

/** A task with every member that the Go client's struct has. */
const goTask = (task: Json): Json => {
  const text = (...path: readonly string[]): string => textAt(task, ...path) ?? '';
  const number = (name: string): number => numberAt(task, 'resources', name);
  return {
    executor_id: text('executor_id'),
    framework_id: text('framework_id'),
    id: text('id'),
    labels: at(task, 'labels') ?? null,
    name: text('name'),
    resources: {
      cpus: number('cpus'),
      disk: number('disk'),
      gpus: number('gpus'),
      mem: number('mem'),
      ports: text('resources', 'ports'),
    },
    slave_id: text('slave_id'),
    state: text('state'),
    statuses: at(task, 'statuses') ?? null,
    discovery: {
      visibility: text('discovery', 'visibility'),
      name: text('discovery', 'name'),
      ports: { ports: at(task, 'discovery', 'ports', 'ports') ?? null },
    },
    container: {
      type: text('container', 'type'),
      docker: {
        image: text('container', 'docker', 'image'),
        network: text('container', 'docker', 'network'),
        port_mappings: at(task, 'container', 'docker', 'port_mappings') ?? null,
        privileged: at(task, 'container', 'docker', 'privileged') ?? false,
        parameters: at(task, 'container', 'docker', 'parameters') ?? null,
        force_pull_image: at(task, 'container', 'docker', 'force_pull_image') ?? false,
      },
    },
  };
};

const TITLES = ['NAME', 'HOST', 'USER', 'STATE', 'ID', 'AGENT ID', 'REGION', 'ZONE'];

const printTasks = (io: DcosIo, state: Json, tasks: readonly Json[]): void => {
  const agents = new Map(listAt(state, 'slaves').map((agent) => [textAt(agent, 'id'), agent]));
  const users = new Map(listAt(state, 'frameworks').map((one) => [textAt(one, 'id'), textAt(one, 'user')]));
  const rows = tasks.map((task) => {
    const agent = agents.get(textAt(task, 'slave_id'));
    return [
      textAt(task, 'name') ?? '',
      textAt(agent, 'hostname') ?? '',
      textAt(task, 'user') ?? users.get(textAt(task, 'framework_id')) ?? '',
      (textAt(task, 'state') ?? '').replace(/^TASK_/, ''),
      textAt(task, 'id') ?? '',
      textAt(task, 'slave_id') ?? '',
      textAt(agent, 'domain', 'fault_domain', 'region', 'name') ?? '',
      textAt(agent, 'domain', 'fault_domain', 'zone', 'name') ?? '',
    ];
  });
  io.stdout(goTable(TITLES, rows));
};

const list = async (io: DcosIo, given: Arguments): Promise<void> => {
  const state = await readState(io);
  const tasks = findTasks(state, given, given.maybe('<filter>'));
  if (given.flag('--json')) io.stdout(`${goJson(tasks.map(goTask))}\n`);
  else if (given.flag('--quiet')) for (const task of tasks) io.stdout(`${textAt(task, 'id') ?? ''}\n`);
  else printTasks(io, state, tasks);
};

/** Commands of the real client that need what a cluster without sandboxes and consoles does not have. */
const notAvailable = (name: string, says: string): Command => ({
  usage: `task ${name} [<words>...]`,
  says: `${says} Not available here.`,
  anyArguments: true,
  run: async () => {
    throw new DcosError(`Error: "dcos task ${name}" is not available: it needs the sandbox of a real agent`);
  },
});

export const taskCommands: readonly Command[] = [
  notAvailable('attach', 'Attach to a running task.'),
  notAvailable('download', 'Download files of a task.'),
  notAvailable('exec', 'Run a command in a task.'),
  {
    usage: 'task list [--all] [--completed] [--json|--quiet] [--agent-id=<agent-id>] [<filter>]',
    says: 'List the Mesos tasks of the cluster.',
    run: list,
  },
  {
    usage: 'task log [--all] [--completed] [--follow] [--lines=<lines>] <task> [<file>]',
    says: 'Print the last lines of what a task wrote.',
    run: printLogs,
  },
  notAvailable('ls', 'List files of a task.'),
  notAvailable('metrics', 'Print the metrics of a task.'),
];
