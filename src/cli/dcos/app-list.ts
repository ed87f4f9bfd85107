/** `dcos marathon app list`, as the Go client prints it (dcos-core-cli `pkg/cmd/marathon/app/app_list.go`) and as the Python one did. */
import { printList } from './command';
import { shownAction } from './deployment-commands';
import { goAppsJson } from './go-app';
import { goTable } from './go-output';
import { DcosError, isPythonClient, type DcosIo } from './io';
import { at, listAt, numberAt, textAt, type Json } from './json';
import { queuedId, withOverdue } from './pod-commands';
import { pythonText } from './python-json';
import type { Column } from './python-table';
import type { Arguments } from './usage';
import { goMarathon, isTrueAt, jsonOf, readMarathon } from './wire';

const NONE = '---';

/** What running deployments do to an app: `scale`, `(start, scale)`, `---`. */
const deploymentsOf = (app: Json, deployments: readonly Json[], separator: string): string => {
  const ids = listAt(app, 'deployments').map((one) => textAt(one, 'id'));
  const actions = deployments
    .filter((deployment) => ids.includes(textAt(deployment, 'id')))
    .flatMap((deployment) => listAt(deployment, 'currentActions'))
    .filter((action) => textAt(action, 'app') === textAt(app, 'id'))
    .map(shownAction);
  return actions.length > 1 ? `(${actions.join(separator)})` : (actions[0] ?? NONE);
};

const runningOf = (app: Json): string => `${numberAt(app, 'tasksRunning')}/${numberAt(app, 'instances')}`;

const healthOf = (app: Json): string =>
  listAt(app, 'healthChecks').length > 0 ? `${numberAt(app, 'tasksHealthy')}/${numberAt(app, 'tasksRunning')}` : NONE;

const pythonColumns = (deployments: readonly Json[]): readonly Column<Json>[] => [
  { title: 'ID', align: 'left', cell: (app) => at(app, 'id') },
  { title: 'MEM', cell: (app) => at(app, 'mem') },
  { title: 'CPUS', cell: (app) => at(app, 'cpus') },
  { title: 'TASKS', cell: runningOf },
  { title: 'HEALTH', cell: healthOf },
  { title: 'DEPLOYMENT', cell: (app) => deploymentsOf(app, deployments, ', ') },
  { title: 'WAITING', align: 'left', cell: (app) => at(app, 'overdue') },
  { title: 'CONTAINER', cell: (app) => at(app, 'container', 'type') ?? 'mesos' },
  { title: 'CMD', align: 'left', limit: 35, cell: (app) => at(app, 'cmd') ?? at(app, 'args') ?? null },
  { title: 'ROLE', cell: (app) => at(app, 'role') },
];

const CMD_LENGTH = 30;

const goCommand = (app: Json): string => {
  const args = listAt(app, 'args').map(pythonText);
  const text = textAt(app, 'cmd') || (args.length > 0 ? `[${args.join(', ')}]` : NONE);
  return text.length < CMD_LENGTH ? text : `${text.slice(0, CMD_LENGTH - 3)}...`;
};

const GO_TITLES = ['ID', 'MEM', 'CPUS', 'TASKS', 'HEALTH', 'DEPLOYMENT', 'WAITING', 'CONTAINER', 'CMD', 'ROLE'];

const goRow = (app: Json, deployments: readonly Json[], queue: readonly Json[]): readonly string[] => [
  textAt(app, 'id') ?? '',
  String(numberAt(app, 'mem')),
  String(numberAt(app, 'cpus')),
  runningOf(app),
  healthOf(app),
  deploymentsOf(app, deployments, ','),
  String(queue.some((item) => queuedId(item) === textAt(app, 'id') && isTrueAt(item, 'delay', 'overdue'))),
  textAt(app, 'container', 'type') ?? 'MESOS',
  goCommand(app),
  textAt(app, 'role') ?? '',
];

/** The Go client crashes when a pod waits in the queue, which is part of the recordings: same condition, same code, but words. */
const CRASHED = 2;
const endAsGoDoes = (queue: readonly Json[]): void => {
  const pod = queue.find((item) => at(item, 'app') === undefined);
  if (pod !== undefined)
    throw new DcosError(
      `Error: the pod ${queuedId(pod) ?? ''} waits in the launch queue, and "app list" of DC/OS 1.12 and later ends there.\n` +
        'Try "dcos marathon app list --quiet" or "--json", or "DCOS_CLIENT=python dcos marathon app list".',
      CRASHED,
    );
};

const listAsPython = async (io: DcosIo, given: Arguments): Promise<void> => {
  const apps = listAt(await readMarathon(io, 'v2/apps'), 'apps');
  if (given.flag('--json') || given.flag('--quiet')) return printList(io, given, [], apps, 'ID');
  const deployments = await readMarathon(io, 'v2/deployments');
  const queue = listAt(await readMarathon(io, 'v2/queue'), 'queue');
  const columns = pythonColumns(Array.isArray(deployments) ? (deployments as readonly Json[]) : []);
  printList(io, given, columns, withOverdue(apps, queue), 'ID');
};

export const listApps = async (io: DcosIo, given: Arguments): Promise<void> => {
  if (isPythonClient(io)) return listAsPython(io, given);
  const apps = listAt(jsonOf(await goMarathon(io, 'GET', 'v2/apps')), 'apps');
  if (given.flag('--quiet')) return printList(io, given, [], apps, 'ID');
  if (given.flag('--json')) return io.stdout(`${goAppsJson(apps)}\n`);
  const deployments = jsonOf(await goMarathon(io, 'GET', 'v2/deployments'));
  const queue = listAt(jsonOf(await goMarathon(io, 'GET', 'v2/queue')), 'queue');
  endAsGoDoes(queue);
  const rows = apps
    .map((app) => goRow(app, Array.isArray(deployments) ? (deployments as readonly Json[]) : [], queue))
    .toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1));
  io.stdout(goTable(GO_TITLES, rows, 'left'));
};
