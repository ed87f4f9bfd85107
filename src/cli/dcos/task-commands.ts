/** `dcos task …`: the tasks of Mesos, containers of pods among them (dcos-core-cli `pkg/cmd/task`). */
import type { Command } from './command';
import { goJson, goTable } from './go-output';
import { DcosError, type DcosIo } from './io';
import { at, listAt, numberAt, textAt, type Json } from './json';
import { wholeNumber } from './properties';
import type { Arguments } from './usage';
import { ask, goRefusal, jsonOf } from './wire';

/** States a task does not leave. */
const ENDED: ReadonlySet<string> = new Set(
  [
    'FINISHED',
    'KILLED',
    'FAILED',
    'LOST',
    'ERROR',
    'GONE',
    'GONE_BY_OPERATOR',
    'DROPPED',
    'UNREACHABLE',
    'UNKNOWN',
  ].map((state) => `TASK_${state}`),
);

const readState = async (io: DcosIo): Promise<Json> => {
  const answer = await ask(io, 'GET', `${io.baseUrl}/mesos/master/state`);
  if (answer.status !== 200) throw goRefusal(answer);
  return jsonOf(answer);
};

/** `web*` as a pattern, other texts as a part of the id. */
const idMatcher = (filter: string): ((id: string) => boolean) => {
  if (!/[*?]/.test(filter)) return (id) => id.includes(filter);
  const parts = filter.split('*');
  const fits = (part: string, text: string): boolean =>
    Array.from(part).every((character, index) => character === '?' || character === text.charAt(index));
  return (id) => {
    const [first = '', ...rest] = parts;
    const last = rest.pop() ?? '';
    if (parts.length === 1) return id.length === filter.length && fits(filter, id);
    if (id.length < first.length + last.length || !fits(first, id) || !fits(last, id.slice(id.length - last.length)))
      return false;
    let from = first.length;
    const end = id.length - last.length;
    for (const part of rest) {
      while (from + part.length <= end && !fits(part, id.slice(from, from + part.length))) from += 1;
      if (from + part.length > end) return false;
      from += part.length;
    }
    return true;
  };
};

/** The tasks of the whole state that the flags and the filter ask for. @throws DcosError when a filter finds none */
const findTasks = (state: Json, given: Arguments, filter: string | undefined): readonly Json[] => {
  if (given.flag('--all') && given.flag('--completed'))
    throw new DcosError('Error: cannot accept both options --all and --completed');
  const frameworks = listAt(state, 'frameworks');
  const all = ['tasks', 'completed_tasks'].flatMap((key) => frameworks.flatMap((one) => listAt(one, key)));
  const agent = given.value('--agent-id');
  const matches = filter === undefined ? () => true : idMatcher(filter);
  const tasks = all
    .filter((task) => given.flag('--all') || ENDED.has(textAt(task, 'state') ?? '') === given.flag('--completed'))
    .filter((task) => agent === undefined || textAt(task, 'slave_id') === agent)
    .filter((task) => matches(textAt(task, 'id') ?? ''));
  if (tasks.length === 0 && filter !== undefined) throw new DcosError(`Error: no task ID found containing '${filter}'`);
  return tasks;
};

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

/** Prints the last lines of a file of each task's sandbox. */
const log = async (io: DcosIo, given: Arguments): Promise<number> => {
  const tasks = findTasks(await readState(io), given, given.one('<task>'));
  const file = given.maybe('<file>') ?? 'stdout';
  const lines = wholeNumber(given.value('--lines') ?? '10');
  let failed = false;
  for (const task of tasks) {
    const id = textAt(task, 'id') ?? '';
    if (tasks.length > 1) io.stdout(`===> ${id} <===\n`);
    const path = `/system/v1/agent/${textAt(task, 'slave_id') ?? ''}/logs/v2/task/${encodeURIComponent(id)}/file/${encodeURIComponent(file)}`;
    const answer = await ask(io, 'GET', io.baseUrl + path, { query: { cursor: 'END', skip: String(-lines) } });
    if (answer.status === 200) io.stdout(answer.text);
    else {
      io.stderr(
        `Error: the log of ${id} is not available: this cluster does not serve ${file} (HTTP ${answer.status})\n`,
      );
      failed = true;
    }
  }
  return failed ? 1 : 0;
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
    usage: 'task log [--all] [--completed] [--lines=<lines>] <task> [<file>]',
    says: 'Print the last lines of what a task wrote.',
    run: log,
  },
  notAvailable('ls', 'List files of a task.'),
  notAvailable('metrics', 'Print the metrics of a task.'),
];
