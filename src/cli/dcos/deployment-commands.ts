/** `dcos marathon deployment …` (dcos-core-cli `dcoscli/marathon/main.py`, `dcoscli/tables.py`). */
import { printJson, printList, type Command } from './command';
import { DcosError, type DcosIo } from './io';
import { at, listAt, numberAt, textAt, type Json } from './json';
import { wholeNumber } from './properties';
import type { Column } from './python-table';
import { askMarathon, jsonOf, normalId, readMarathon } from './wire';

const SHOWN_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['ResolveArtifacts', 'artifacts'],
  ['ScaleApplication', 'scale'],
  ['StartApplication', 'start'],
  ['StopApplication', 'stop'],
  ['RestartApplication', 'restart'],
  ['ScalePod', 'scale'],
  ['StartPod', 'start'],
  ['StopPod', 'stop'],
  ['RestartPod', 'restart'],
  ['KillAllOldTasksOf', 'kill-tasks'],
]);

/** What a table calls an action. @throws DcosError for one it does not know */
export const shownAction = (action: Json): string => {
  const name = textAt(action, 'action') ?? '';
  const shown = SHOWN_ACTIONS.get(name);
  if (shown === undefined) throw new DcosError(`Unknown Marathon action: ${name}`);
  return shown;
};

const idsOrDash = (deployment: Json, key: string): string =>
  listAt(deployment, key)
    .filter((id) => typeof id === 'string')
    .join('\n') || '-';

const actionsOf = (deployment: Json): string => {
  const actions = listAt(deployment, 'currentActions').map((action) => ({
    shown: shownAction(action),
    id: textAt(action, 'app') ?? textAt(action, 'pod'),
  }));
  const several = new Set(actions.map(({ id }) => id)).size > 1;
  return actions.map(({ shown, id }) => (id === undefined ? 'N/A' : several ? `${shown} ${id}` : shown)).join('\n');
};

const columns: readonly Column<Json>[] = [
  { title: 'APP', align: 'left', cell: (deployment) => idsOrDash(deployment, 'affectedApps') },
  { title: 'POD', align: 'left', cell: (deployment) => idsOrDash(deployment, 'affectedPods') },
  { title: 'ACTION', align: 'left', cell: actionsOf },
  {
    title: 'PROGRESS',
    cell: (deployment) => `${numberAt(deployment, 'currentStep') - 1}/${numberAt(deployment, 'totalSteps')}`,
  },
  { title: 'ID', align: 'left', cell: (deployment) => at(deployment, 'id') },
];

const readDeployments = async (io: DcosIo): Promise<readonly Json[]> => {
  const all = await readMarathon(io, 'v2/deployments');
  return Array.isArray(all) ? (all as readonly Json[]) : [];
};

/** Prints the deployment again and again until it is gone. */
const watch = async (io: DcosIo, id: string, count: number, seconds: number): Promise<void> => {
  for (let looks = 0; looks < count; looks += 1) {
    const deployment = (await readDeployments(io)).find((one) => textAt(one, 'id') === id);
    if (deployment === undefined) return;
    const now = new Date(io.now()).toISOString().replace('T', ' ').slice(0, 19);
    io.stdout(`Deployment update time: ${now} \n\n`);
    printJson(io, deployment);
    await io.wait(seconds * 1000, io.signal);
    io.signal?.throwIfAborted();
  }
};

const path = (id: string): string => `v2/deployments/${encodeURIComponent(id)}`;

export const deploymentCommands: readonly Command[] = [
  {
    usage: 'marathon deployment list [--json|--quiet] [<id>]',
    says: 'List the deployments that are under way.',
    checksVersion: true,
    run: async (io, given) => {
      const id = given.maybe('<id>');
      const all = await readDeployments(io);
      const deployments =
        id === undefined
          ? all
          : all.filter((one) =>
              ['affectedApps', 'affectedPods'].some((key) => listAt(one, key).includes(normalId(id))),
            );
      if (deployments.length === 0 && !given.flag('--json'))
        throw new DcosError(`There are no deployments${id === undefined ? '' : ` for '${id}'`}`);
      printList(io, given, columns, deployments, 'APP');
    },
  },
  {
    usage: 'marathon deployment rollback <deployment-id>',
    says: 'Undo a deployment that is under way.',
    checksVersion: true,
    run: async (io, given) =>
      printJson(io, jsonOf(await askMarathon(io, 'DELETE', path(given.one('<deployment-id>'))))),
  },
  {
    usage: 'marathon deployment stop <deployment-id>',
    says: 'Stop a deployment where it is.',
    checksVersion: true,
    run: async (io, given) => {
      await askMarathon(io, 'DELETE', path(given.one('<deployment-id>')), { query: { force: 'true' } });
    },
  },
  {
    usage: 'marathon deployment watch [--max-count=<max-count>] [--interval=<interval>] <deployment-id>',
    says: 'Follow a deployment until it ends.',
    checksVersion: true,
    run: (io, given) => {
      const count = given.value('--max-count');
      return watch(
        io,
        given.one('<deployment-id>'),
        count === undefined ? Infinity : wholeNumber(count),
        wholeNumber(given.value('--interval') ?? '1'),
      );
    },
  },
];
