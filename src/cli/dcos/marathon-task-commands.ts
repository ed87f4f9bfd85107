/** `dcos marathon task …`: tasks of apps; those of pods are in `dcos task list` (dcos-core-cli `dcoscli/marathon/main.py`). */
import { printJson, printList, type Command } from './command';
import { DcosError, type DcosIo } from './io';
import { at, listAt, textAt, type Json } from './json';
import { pythonText } from './python-json';
import type { Column } from './python-table';
import { askMarathon, deploymentOf, isTrueAt, jsonOf, normalId, readMarathon } from './wire';
import type { Arguments } from './usage';

const columns: readonly Column<Json>[] = [
  { title: 'APP', align: 'left', cell: (task) => at(task, 'appId') },
  { title: 'HEALTHY', cell: (task) => listAt(task, 'healthCheckResults').every((result) => isTrueAt(result, 'alive')) },
  { title: 'STARTED', cell: (task) => at(task, 'startedAt') },
  { title: 'HOST', cell: (task) => at(task, 'host') },
  { title: 'ID', align: 'left', cell: (task) => at(task, 'id') },
  { title: 'ROLE', cell: (task) => at(task, 'role') },
];

const readTasks = async (io: DcosIo): Promise<readonly Json[]> => listAt(await readMarathon(io, 'v2/tasks'), 'tasks');

const killTasks = async (io: DcosIo, given: Arguments, ids: readonly string[]): Promise<Json> => {
  const query = {
    scale: given.flag('--scale') ? 'true' : undefined,
    wipe: given.flag('--wipe') ? 'true' : undefined,
  };
  return jsonOf(await askMarathon(io, 'POST', 'v2/tasks/delete', { query, body: JSON.stringify({ ids }) }));
};

const printTask = (io: DcosIo, tasks: readonly Json[], id: string): void => {
  const task = tasks.find((one) => textAt(one, 'id') === id);
  if (task === undefined) throw new DcosError(`Task '${id}' does not exist`);
  printJson(io, task);
};

export const marathonTaskCommands: readonly Command[] = [
  {
    usage: 'marathon task kill [--scale] [--wipe] [--json] [<task-ids>...]',
    says: 'Kill one or more tasks of apps.',
    checksVersion: true,
    run: async (io, given) => {
      const answer = await killTasks(io, given, given.many('<task-ids>'));
      const killed = listAt(answer, 'tasks').map((task) => at(task, 'id') ?? null);
      if (given.flag('--json')) printJson(io, answer);
      else if (given.flag('--scale')) io.stdout(`Created deployment: ${deploymentOf(answer)}\n`);
      else io.stdout(`Killed tasks: ${pythonText(killed)}\n`);
      if (killed.length === 0 && !given.flag('--scale'))
        throw new DcosError('Failed to kill tasks. task-ids seems to be unknown');
    },
  },
  {
    usage: 'marathon task list [--json|--quiet] [<app-id>]',
    says: 'List the tasks of apps.',
    checksVersion: true,
    run: async (io, given) => {
      const app = given.maybe('<app-id>');
      const tasks = (await readTasks(io)).filter(
        (task) => app === undefined || textAt(task, 'appId') === normalId(app),
      );
      printList(io, given, columns, tasks, 'APP');
    },
  },
  {
    usage: 'marathon task show <task-id>',
    says: 'Show a task of an app.',
    checksVersion: true,
    run: async (io, given) => printTask(io, await readTasks(io), given.one('<task-id>')),
  },
  {
    usage: 'marathon task stop [--wipe] <task-id>',
    says: 'Stop a task of an app.',
    checksVersion: true,
    run: async (io, given) => {
      const id = given.one('<task-id>');
      printTask(io, listAt(await killTasks(io, given, [id]), 'tasks'), id);
    },
  },
];
