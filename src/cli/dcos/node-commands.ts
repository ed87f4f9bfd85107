/** `dcos node …`: the machines of the cluster (dcos-core-cli `pkg/cmd/node/node_list.go`). */
import type { Command } from './command';
import { goJson, goTable } from './go-output';
import { at, isObject, listAt, parseJson, textAt, type Json } from './json';
import type { DcosIo } from './io';
import { pythonText } from './python-json';
import type { Arguments } from './usage';
import { ask, goRefusal, isTrueAt, jsonOf } from './wire';

const TITLES = ['HOSTNAME', 'IP', 'PUBLIC IP(S)', 'ID', 'TYPE', 'STATUS', 'REGION', 'ZONE'];

interface Node {
  readonly row: readonly string[];
  readonly json: Json;
}

/** `slave(1)@10.0.1.11:5051` → `10.0.1.11` */
const ipOf = (pid: string): string => /@(.*):\d+$/.exec(pid)?.[1] ?? '';

const place = (node: Json, kind: 'region' | 'zone'): string =>
  textAt(node, 'domain', 'fault_domain', kind, 'name') ?? '';

const agentNode = (agent: Json): Node => {
  const text = (name: string): string => textAt(agent, name) ?? '';
  const status = isTrueAt(agent, 'deactivated') ? 'DEACTIVATED' : isTrueAt(agent, 'active') ? 'ACTIVE' : '';
  const publicIp = at(agent, 'attributes', 'public_ip');
  const type = publicIp === 'true' || publicIp === true ? 'agent (public)' : 'agent';
  const [region, zone] = [place(agent, 'region'), place(agent, 'zone')];
  return {
    row: [text('hostname'), ipOf(text('pid')), '', text('id'), type, status, region, zone],
    json: { ...(isObject(agent) && agent), type: 'agent', status, region, zone },
  };
};

const masterNode = (state: Json, host: string, ip: string): Node => {
  const leads = ip === textAt(state, 'hostname') || ip === ipOf(textAt(state, 'pid') ?? '');
  const id = leads ? (textAt(state, 'id') ?? 'N/A') : 'N/A';
  const type = leads ? 'master (leader)' : 'master (standby)';
  const region = place(state, 'region') || 'N/A';
  const zone = (leads && place(state, 'zone')) || 'N/A';
  return { row: [host, ip, '', id, type, '', region, zone], json: { host, ip, id, type, region, zone } };
};

/** As Mesos-DNS knows them; the one that answers where there is no Mesos-DNS. */
const readMasters = async (io: DcosIo, state: Json): Promise<readonly Node[]> => {
  const answer = await ask(io, 'GET', `${io.baseUrl}/mesos_dns/v1/hosts/master.mesos`);
  const hosts = answer.status === 200 ? parseJson(answer.text) : undefined;
  if (Array.isArray(hosts))
    return (hosts as readonly Json[]).map((one) =>
      masterNode(state, textAt(one, 'host') ?? '', textAt(one, 'ip') ?? ''),
    );
  const hostname = textAt(state, 'hostname') ?? '';
  return hostname === '' ? [] : [masterNode(state, hostname, ipOf(textAt(state, 'pid') ?? '') || hostname)];
};

const list = async (io: DcosIo, given: Arguments): Promise<void> => {
  const answer = await ask(io, 'GET', `${io.baseUrl}/mesos/master/state`);
  if (answer.status !== 200) throw goRefusal(answer);
  const state = jsonOf(answer);
  const wanted = given.value('--mesos-id');
  const nodes = [...listAt(state, 'slaves').map(agentNode), ...(await readMasters(io, state))].filter(
    ({ row }) => wanted === undefined || row[3] === wanted,
  );
  if (given.flag('--json')) return io.stdout(`${goJson(nodes.map(({ json }) => json))}\n`);
  const field = given.value('--field');
  const extra = ({ json }: Node): readonly string[] =>
    field === undefined ? [] : [pythonText(at(json, ...field.split('.')) ?? '')];
  io.stdout(
    goTable(
      field === undefined ? TITLES : [...TITLES, field],
      nodes.map((node) => [...node.row, ...extra(node)]),
    ),
  );
};

export const nodeCommands: readonly Command[] = [
  {
    usage: 'node list [--json] [--field=<field>] [--mesos-id=<mesos-id>]',
    says: 'List the nodes of the cluster.',
    run: list,
  },
];
