/** `dcos marathon group …` (dcos-core-cli `dcoscli/marathon/main.py`). */
import { force, loadResource, printJson, printTable, type Command } from './command';
import { DcosError } from './io';
import { at, listAt, textAt, type Json } from './json';
import { loadProperties } from './properties';
import type { Column } from './python-table';
import { ask, askMarathon, deploymentOf, idInPath, jsonOf, marathonUrl, normalId, readMarathon, refusal } from './wire';

interface GroupRow {
  readonly group: Json;
  readonly apps: number;
}

const countApps = (group: Json): number =>
  listAt(group, 'apps').length + listAt(group, 'groups').reduce<number>((sum, child) => sum + countApps(child), 0);

/** The groups and all below them. */
const rowsOf = (groups: readonly Json[]): readonly GroupRow[] =>
  groups.flatMap((group) => [{ group, apps: countApps(group) }, ...rowsOf(listAt(group, 'groups'))]);

const columns: readonly Column<GroupRow>[] = [
  { title: 'ID', align: 'left', cell: ({ group }) => at(group, 'id') },
  { title: 'APPS', cell: ({ apps }) => apps },
  { title: 'ENFORCE_ROLE', align: 'right', cell: ({ group }) => at(group, 'enforceRole') ?? false },
];

const path = (id: string): string => `v2/groups/${idInPath(id)}`;

export const groupCommands: readonly Command[] = [
  {
    usage: 'marathon group add [--id=<group-id>] [<group-resource>]',
    says: 'Add a group.',
    checksVersion: true,
    run: async (io, given) => {
      const id = given.value('--id');
      const { text, value } =
        id === undefined
          ? await loadResource(io, given.maybe('<group-resource>'))
          : { text: JSON.stringify({ id }), value: { id } };
      const own = textAt(value, 'id');
      if (own === undefined) throw new DcosError('Error: the group has no id');
      const existing = await ask(io, 'GET', marathonUrl(io, path(own)));
      if (existing.status === 200) throw new DcosError(`Group '${normalId(own)}' already exists`);
      const answer = await ask(io, 'POST', marathonUrl(io, 'v2/groups'), { body: text });
      if (answer.status >= 300) throw refusal(answer);
      io.stdout(`Created deployment ${deploymentOf(jsonOf(answer))}\n`);
    },
  },
  {
    usage: 'marathon group list [--json]',
    says: 'List the groups.',
    checksVersion: true,
    run: async (io, given) => {
      const groups = listAt(await readMarathon(io, 'v2/groups'), 'groups');
      if (given.flag('--json')) printJson(io, groups);
      else printTable(io, columns, rowsOf(groups), 'ID');
    },
  },
  {
    usage: 'marathon group remove [--force] <group-id>',
    says: 'Remove a group with all its apps and pods.',
    checksVersion: true,
    run: async (io, given) => {
      await askMarathon(io, 'DELETE', path(given.one('<group-id>')), force(given));
    },
  },
  {
    usage: 'marathon group scale [--force] <group-id> <scale-factor>',
    says: 'Multiply the instances of all apps of a group.',
    checksVersion: true,
    run: async (io, given) => {
      const factor = given.one('<scale-factor>');
      if (factor.trim() === '' || !Number.isFinite(Number(factor)))
        throw new DcosError('Error parsing string as float');
      const body = JSON.stringify({ scaleBy: Number(factor) });
      const answer = await askMarathon(io, 'PUT', path(given.one('<group-id>')), { ...force(given), body });
      io.stdout(`Created deployment ${deploymentOf(jsonOf(answer))}\n`);
    },
  },
  {
    usage: 'marathon group show [--group-version=<group-version>] <group-id>',
    says: 'Show a group with everything in it.',
    checksVersion: true,
    run: async (io, given) => {
      const version = given.value('--group-version');
      const suffix = version === undefined ? '' : `/versions/${encodeURIComponent(version)}`;
      printJson(io, await readMarathon(io, path(given.one('<group-id>')) + suffix));
    },
  },
  {
    usage: 'marathon group update [--force] <group-id> [<properties>...]',
    says: 'Update a group.',
    checksVersion: true,
    run: async (io, given) => {
      const id = given.one('<group-id>');
      await readMarathon(io, path(id));
      const body = await loadProperties(io, given.many('<properties>'), 'group');
      const answer = await askMarathon(io, 'PUT', path(id), { ...force(given), body });
      io.stdout(`Created deployment ${deploymentOf(jsonOf(answer))}\n`);
    },
  },
];
