/** `dcos marathon app …`, which are Go commands (dcos-core-cli `pkg/cmd/marathon/app`). */
import { listApps } from './app-list';
import { force, hintAtLongId, loadJson, readInput, readResource, type Command } from './command';
import { goAppJson } from './go-app';
import { goJson, goSortedJson } from './go-output';
import { DcosError, type DcosIo } from './io';
import { at, listAt, numberAt, textAt, type Json } from './json';
import { loadProperties, wholeNumber } from './properties';
import type { Arguments } from './usage';
import { deploymentOf, goMarathon, idInPath, jsonOf, normalId, type Ask } from './wire';

const path = (id: string, suffix = ''): string => `v2/apps/${idInPath(id)}${suffix}`;

const missing = (id: string): string => `app '${normalId(id)}' does not exist`;

/** The app as it is. @throws DcosError when there is none */
const readApp = async (io: DcosIo, id: string): Promise<Json> =>
  at(jsonOf(await goMarathon(io, 'GET', path(id), { missing: missing(id) })), 'app') ?? null;

/** Writes to an app, and tells the deployment that carries it out. */
const change = async (io: DcosIo, method: string, where: string, wish: Ask): Promise<void> =>
  io.stdout(`Created deployment ${deploymentOf(jsonOf(await goMarathon(io, method, where, wish)))}\n`);

const add = async (io: DcosIo, resource: string | undefined): Promise<void> => {
  const input =
    resource === undefined
      ? await readInput(io, 'E.g.: dcos marathon app add < app_resource.json')
      : await readResource(io, resource);
  if (input === undefined)
    throw new DcosError(`Error: can't read from resource: ${resource ?? ''}. Please check that it exists`);
  const { text, value } = loadJson(input);
  const id = textAt(value, 'id');
  if (id === undefined) throw new DcosError('Error: the app has no id');
  hintAtLongId(io, id);
  let exists = true;
  try {
    await goMarathon(io, 'GET', path(id), { missing: 'missing' });
  } catch (error) {
    if (!(error instanceof DcosError) || error.message !== 'Error: missing') throw error;
    exists = false;
  }
  if (exists) throw new DcosError(`Error: Application '${normalId(id)}' already exists`);
  const answer = jsonOf(await goMarathon(io, 'POST', 'v2/apps/', { body: text }));
  io.stdout(`Created deployment ${textAt(listAt(answer, 'deployments')[0], 'id') ?? 'None'}\n`);
};

/** Kills the tasks of an app; with `--scale` they do not come back. */
const kill = async (io: DcosIo, given: Arguments): Promise<number | void> => {
  const id = given.one('<app-id>');
  const host = given.value('--host');
  if (given.flag('--scale')) {
    if (host !== undefined) throw new DcosError("Error: the flags 'scale' and 'host' cannot be used at the same time");
    await readApp(io, id);
    const body = JSON.stringify({ instances: 0 });
    const result = jsonOf(await goMarathon(io, 'PUT', path(id), { body }));
    return io.stdout(`Started deployment: ${goJson(result, '')}\n`);
  }
  const answer = await goMarathon(io, 'DELETE', path(id, '/tasks'), { query: { host }, missing: missing(id) });
  io.stdout(`Killed tasks: ${goSortedJson(listAt(jsonOf(answer), 'tasks'), '')}\n`);
};

/** The version meant: as given, or counted back from the newest. */
const resolveVersion = async (io: DcosIo, id: string, version: string): Promise<string> => {
  if (!/^[+-]?\d+$/.test(version)) return version;
  const back = -Number(version);
  if (back <= 0) throw new DcosError(`Error: relative versions must be negative: ${version}`);
  const versions = await readVersions(io, id);
  const found = versions[back];
  if (found === undefined) throw new DcosError(`Error: application ${id} only has ${versions.length} versions`);
  return found;
};

const readVersions = async (io: DcosIo, id: string): Promise<readonly string[]> => {
  const answer = jsonOf(await goMarathon(io, 'GET', path(id, '/versions'), { missing: missing(id) }));
  return listAt(answer, 'versions').filter((version) => typeof version === 'string');
};

const show = async (io: DcosIo, id: string, version: string | undefined): Promise<void> => {
  const app =
    version === undefined
      ? await readApp(io, id)
      : jsonOf(
          await goMarathon(
            io,
            'GET',
            path(id, `/versions/${encodeURIComponent(await resolveVersion(io, id, version))}`),
          ),
        );
  io.stdout(`${goAppJson(app)}\n`);
};

const start = async (io: DcosIo, given: Arguments): Promise<void> => {
  const id = given.one('<app-id>');
  const running = numberAt(await readApp(io, id), 'instances');
  if (running > 0) throw new DcosError(`Error: application '${id}' already started: ${running} instances`);
  const instances = wholeNumber(given.maybe('<instances>') ?? '1');
  if (instances <= 0) throw new DcosError(`Error: the number of instances must be positive: ${instances}`);
  await change(io, 'PUT', path(id), { ...force(given), body: JSON.stringify({ instances }) });
};

const stop = async (io: DcosIo, given: Arguments): Promise<void> => {
  const id = given.one('<app-id>');
  const running = numberAt(await readApp(io, id), 'instances');
  if (running <= 0) throw new DcosError(`Error: app '${normalId(id)}' already stopped: ${running} instances`);
  await change(io, 'PUT', path(id), { ...force(given), body: JSON.stringify({ instances: 0 }) });
};

const restart = async (io: DcosIo, given: Arguments): Promise<void> => {
  const id = given.one('<app-id>');
  if (numberAt(await readApp(io, id), 'instances') <= 0)
    throw new DcosError(
      `Error: unable to perform rolling restart of application '${normalId(id)}' because it has no running tasks`,
    );
  await change(io, 'POST', path(id, '/restart'), { ...force(given), body: '{}' });
};

export const appCommands: readonly Command[] = [
  {
    usage: 'marathon app add [<app-resource>]',
    says: 'Add an application.',
    run: (io, given) => add(io, given.maybe('<app-resource>')),
  },
  {
    usage: 'marathon app kill [--scale] [--host=<host>] <app-id>',
    says: 'Kill the tasks of an application.',
    run: kill,
  },
  { usage: 'marathon app list [--json|--quiet]', says: 'List the applications.', run: listApps },
  {
    usage: 'marathon app remove [--force] <app-id>',
    says: 'Remove an application.',
    run: async (io, given) => {
      const id = given.one('<app-id>');
      await goMarathon(io, 'DELETE', path(id), { ...force(given), missing: missing(id) });
    },
  },
  { usage: 'marathon app restart [--force] <app-id>', says: 'Replace all tasks of an application.', run: restart },
  {
    usage: 'marathon app show [--app-version=<app-version>] <app-id>',
    says: 'Show the definition and state of an application.',
    run: (io, given) => show(io, given.one('<app-id>'), given.value('--app-version')),
  },
  {
    usage: 'marathon app start [--force] <app-id> [<instances>]',
    says: 'Start an application that has no instances.',
    run: start,
  },
  { usage: 'marathon app stop [--force] <app-id>', says: 'Scale an application to none.', run: stop },
  {
    usage: 'marathon app update [--force] <app-id> [<properties>...]',
    says: 'Update an application.',
    run: async (io, given) => {
      const id = given.one('<app-id>');
      await readApp(io, id);
      const body = await loadProperties(io, given.many('<properties>'), 'app');
      await change(io, 'PUT', path(id), { ...force(given), body });
    },
  },
  {
    usage: 'marathon app version list [--max-count=<max-count>] <app-id>',
    says: 'List the versions of an application.',
    run: async (io, given) => {
      const count = given.value('--max-count');
      const most = count === undefined ? undefined : wholeNumber(count);
      if (most !== undefined && most <= 0) throw new DcosError('Error: maximum count must be a positive number');
      const versions = await readVersions(io, given.one('<app-id>'));
      io.stdout(`${goJson(versions.slice(0, most), '  ')}\n`);
    },
  },
];
