/** The HTTP interface of Mesos-DNS (`resolver/rest`), below `/mesos_dns`. It resolves its own domain only. */
import type { HttpAnswer, HttpHandler } from '../runtime/http';
import type { MesosState } from '../mesos/mesos';
import { canonicalName } from './dns-label';
import { sortedIps } from './ipv4';
import { clusterRecords, recordsNamed, recordsOf } from './records';
import type { DnsRecord } from './records';
import { resolveService } from './resolve';
import { runningTasks } from './running-tasks';

/** Seconds a record may be kept. */
const TTL = 60;

const VERSION = { Service: 'Mesos-DNS', Version: 'v0.8.0', URL: 'https://github.com/mesosphere/mesos-dns' } as const;

/** As DC/OS configures it. */
const CONFIG = {
  RefreshSeconds: 30,
  Port: 61_053,
  Timeout: 5,
  StateTimeoutSeconds: 300,
  Zk: 'zk://127.0.0.1:2181/mesos',
  Domain: 'mesos',
  Resolvers: ['8.8.8.8', '8.8.4.4'],
  TTL,
  SOAMname: 'ns1.mesos.',
  SOARname: 'root.ns1.mesos.',
  Listener: '0.0.0.0',
  HTTPPort: 8123,
  DNSOn: true,
  HTTPOn: true,
  ExternalOn: true,
  RecurseOn: true,
  EnforceRFC952: false,
  IPSources: ['host', 'netinfo'],
  EnumerationOn: true,
} as const;

const json = (value: unknown): HttpAnswer => ({ status: 200, json: value });

const addressesOf = (state: MesosState, name: string): readonly string[] =>
  sortedIps(recordsNamed(state, canonicalName(name), 'A').map(({ data }) => data));

/** A name nobody has is one empty host. */
const hosts = (state: MesosState, name: string): HttpAnswer => {
  const host = `${canonicalName(name)}.`;
  const found = addressesOf(state, name).map((ip) => ({ host, ip }));
  return json(found.length > 0 ? found : [{ host: '', ip: '' }]);
};

const services = (state: MesosState, name: string): HttpAnswer => {
  const service = `${canonicalName(name)}.`;
  const found = resolveService(state, name).map(({ host, port }) => ({
    service,
    host: `${host}.`,
    ip: addressesOf(state, host)[0] ?? '',
    port: String(port),
  }));
  return json(found.length > 0 ? found : [{ service: '', host: '', ip: '', port: '' }]);
};

const recordJson = ({ name, type, data }: DnsRecord) => ({
  name: `${name}.`,
  host: type === 'A' ? data : data.replace(/:(\d+)$/, '.:$1'),
  rtype: type,
});

/** Every framework with its tasks, and every task with its records. */
const enumerate = (state: MesosState): HttpAnswer => {
  const tasks = runningTasks(state);
  const frameworks = [...state.master.frameworks.values()].map(({ info: { name } }) => ({
    name,
    tasks: tasks
      .filter(({ framework }) => framework === name)
      .map((task) => ({ name: task.name, id: task.id, records: recordsOf(task).map(recordJson) })),
  }));
  return json({ frameworks });
};

/** All records by name, as of a zone transfer. */
const axfr = (state: MesosState): HttpAnswer => {
  const byType = { A: new Map<string, string[]>(), SRV: new Map<string, string[]>() };
  for (const record of [...clusterRecords(state), ...runningTasks(state).flatMap(recordsOf)]) {
    const { name, host } = recordJson(record);
    const known = byType[record.type].get(name);
    if (known === undefined) byType[record.type].set(name, [host]);
    else if (!known.includes(host)) known.push(host);
  }
  const Records = { A: Object.fromEntries(byType.A), AAAA: {}, SRV: Object.fromEntries(byType.SRV) };
  return json({ TTL, Serial: 1, RefreshSeconds: CONFIG.RefreshSeconds, Domain: 'mesos', Records });
};

/** Paths below `/mesos_dns`; others are nobody's. */
export const createMesosDns =
  (state: MesosState): HttpHandler =>
  ({ path }) => {
    const [, noun = '', name] = /^\/v1\/([a-z]+)(?:\/([^/]+))?\/?$/.exec(path) ?? [];
    if (name !== undefined) {
      if (noun === 'hosts') return hosts(state, name);
      return noun === 'services' ? services(state, name) : undefined;
    }
    switch (noun) {
      case 'version':
        return json(VERSION);
      case 'config':
        return json(CONFIG);
      case 'enumerate':
        return enumerate(state);
      case 'axfr':
        return axfr(state);
      default:
        return undefined;
    }
  };
