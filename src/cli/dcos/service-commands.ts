/** `dcos marathon` itself: about, ping, leader, plugins, delays, and what it says of itself. */
import { printJson, printTable, type Command } from './command';
import { DcosError, isPythonClient, type DcosIo } from './io';
import { at, listAt, parseJson, textAt, type Json } from './json';
import { goSortedJson } from './go-output';
import type { Column } from './python-table';
import { VERSION } from './version';
import {
  ask,
  askCluster,
  askMarathon,
  goMarathon,
  idInPath,
  jsonOf,
  marathonUrl,
  normalId,
  readMarathon,
} from './wire';

const MARATHON_SAYS = 'Deploy and manage applications to DC/OS';

const configSchema: Json = {
  $schema: 'http://json-schema.org/schema#',
  additionalProperties: false,
  properties: {
    url: {
      description: 'Base URL of the Marathon server to talk to, instead of the one behind the cluster URL.',
      format: 'uri',
      title: 'Marathon base URL',
      type: 'string',
    },
  },
  required: [],
  type: 'object',
};

const pluginColumns: readonly Column<Json>[] = ['id', 'implementation', 'plugin'].map((name) => ({
  title: name.toUpperCase(),
  align: 'left',
  cell: (plugin) => at(plugin, name),
}));

const leaderColumns: readonly Column<Json>[] = [
  { title: 'HOST', align: 'left', cell: (node) => at(node, 'host') },
  { title: 'IP', cell: (node) => at(node, 'ip') },
];

/** As many as Mesos-DNS knows; one where there is no Mesos-DNS. */
const countMasters = async (io: DcosIo): Promise<number> => {
  const answer = await ask(io, 'GET', `${io.baseUrl}/mesos_dns/v1/hosts/master.mesos`);
  const masters = answer.status === 200 ? parseJson(answer.text) : undefined;
  return Array.isArray(masters) && masters.length > 0 ? masters.length : 1;
};

const ping = async (io: DcosIo, once: boolean): Promise<void> => {
  const count = once ? 1 : await countMasters(io);
  let said = '';
  for (let time = 1; time <= count; time += 1) {
    const answer = await ask(io, 'GET', marathonUrl(io, 'ping'));
    if (answer.status !== 200) throw new DcosError(`Error: unable to ping leading Marathon master ${time} time(s)`);
    said = answer.text;
  }
  io.stdout(`Marathon ping response[${count}x]: ${said}\n`);
};

export const serviceCommands: readonly Command[] = [
  {
    usage: 'marathon [--config-schema] [--info] [--version]',
    says: `${MARATHON_SAYS}.`,
    run: async (io, given) => {
      if (given.flag('--config-schema')) printJson(io, configSchema);
      else if (given.flag('--info')) io.stdout(`${MARATHON_SAYS}\n`);
      else if (given.flag('--version')) io.stdout(`dcos-marathon version ${VERSION}\n`);
      else throw new DcosError('Could not find a command with the passed arguments');
    },
  },
  {
    usage: 'marathon about',
    says: 'Print what Marathon says of itself.',
    run: async (io) => {
      if (isPythonClient(io)) printJson(io, await readMarathon(io, 'v2/info'));
      else io.stdout(`${goSortedJson(jsonOf(await goMarathon(io, 'GET', 'v2/info')))}\n`);
    },
  },
  {
    usage: 'marathon delay reset <id>',
    says: 'Launch an app or a pod at once, however often it failed.',
    checksVersion: true,
    run: async (io, given) => {
      const id = given.one('<id>');
      await askMarathon(io, 'DELETE', `v2/queue/${idInPath(id)}/delay`);
      io.stdout(`Delay on [${normalId(id)}] has been reset\n`);
    },
  },
  {
    usage: 'marathon leader delete',
    says: 'Make the leading Marathon step down.',
    checksVersion: true,
    run: async (io) => {
      const answer = jsonOf(await askMarathon(io, 'DELETE', 'v2/leader'));
      io.stdout(`${textAt(answer, 'message') ?? ''}\n`);
    },
  },
  {
    usage: 'marathon leader show [--json]',
    says: 'Show the leading Marathon, as Mesos-DNS knows it.',
    checksVersion: true,
    run: async (io, given) => {
      const hosts = parseJson((await askCluster(io, '/mesos_dns/v1/hosts/marathon.mesos')).text);
      const nodes = Array.isArray(hosts) ? (hosts as readonly Json[]) : [];
      if (given.flag('--json')) printJson(io, nodes[0] ?? null);
      else printTable(io, leaderColumns, nodes);
    },
  },
  {
    usage: 'marathon ping [--once]',
    says: 'See whether Marathon answers.',
    run: (io, given) => ping(io, given.flag('--once')),
  },
  {
    usage: 'marathon plugin list [--json]',
    says: 'List the plugins of Marathon.',
    checksVersion: true,
    run: async (io, given) => {
      const plugins = await readMarathon(io, 'v2/plugins');
      if (given.flag('--json')) printJson(io, plugins);
      else printTable(io, pluginColumns, listAt(plugins, 'plugins'), 'ID');
    },
  },
];
