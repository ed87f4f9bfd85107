/** Small, valid, deterministic things for Marathon's tests: a pod, an offer, an instance; a test states only what matters to it. */
import type { AppDefinition, AppInput } from '../../protocol/marathon/app';
import { checkApp } from '../../protocol/marathon/app-check';
import { checkPod } from '../../protocol/marathon/pod-check';
import type { PodDefinition, PodInput } from '../../protocol/marathon/pod';
import type { Offer } from '../../protocol/mesos/offer';
import type { Attribute, PortRange } from '../../protocol/mesos/resources';
import type { TaskStatus } from '../../protocol/mesos/task';
import { milli, millis } from '../../protocol/units';
import type { AgentPlace, Instance, Task } from './instance/instance';

export const VERSION = '2017-03-17T10:00:00.000Z';

/** As the server keeps it. @throws when the definition would be refused */
export const aPod = (input: Partial<PodInput> = {}, version = VERSION): PodDefinition => {
  const check = checkPod({
    id: '/shop/web',
    containers: [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }],
    ...input,
  });
  if (check.kind === 'refused') throw new Error(JSON.stringify(check.body));
  return { ...check.pod, version };
};

/** As the server keeps it; `sleep 1000` unless told otherwise. @throws when the definition would be refused */
export const anApp = (input: Partial<AppInput> = {}, version = VERSION): AppDefinition => {
  const check = checkApp({ id: '/shop/app', cmd: 'sleep 1000', cpus: 0.1, mem: 32, ...input });
  if (check.kind === 'refused') throw new Error(JSON.stringify(check.body));
  return { ...check.app, version, versionInfo: { lastScalingAt: version, lastConfigChangeAt: version } };
};

/** Text attributes. */
export const attributes = (values: Readonly<Record<string, string>>): Attribute[] =>
  Object.entries(values).map(([name, text]) => ({ name, type: 'TEXT', text }));

interface OfferWish {
  readonly host?: string;
  readonly role?: string;
  readonly cpus?: number;
  readonly mem?: number;
  readonly disk?: number;
  readonly gpus?: number;
  readonly ports?: readonly PortRange[];
  readonly attributes?: readonly Attribute[];
  readonly region?: string;
  readonly zone?: string;
}

/** One role's resources of one agent: 4 cores, 1 GiB, 1 GiB of disk, ports 31000 to 31009. */
export const anOffer = (wish: OfferWish = {}): Offer => ({
  id: 'O1',
  frameworkId: 'F1',
  agentId: 'S1',
  hostname: wish.host ?? '10.0.0.11',
  ...(wish.region !== undefined && { domain: { region: wish.region, zone: wish.zone ?? `${wish.region}-a` } }),
  resources: [
    {
      role: wish.role ?? '*',
      cpus: milli(wish.cpus ?? 4),
      mem: milli(wish.mem ?? 1024),
      disk: milli(wish.disk ?? 1024),
      gpus: milli(wish.gpus ?? 0),
      ports: wish.ports ?? [{ begin: 31_000, end: 31_009 }],
    },
  ],
  attributes: wish.attributes ?? [],
});

export const aPlace = (wish: Partial<AgentPlace> = {}): AgentPlace => ({
  agentId: 'S1',
  host: '10.0.0.11',
  region: null,
  zone: null,
  attributes: [],
  ...wish,
});

export const aStatus = (wish: Partial<TaskStatus> = {}): TaskStatus => ({
  taskId: 'shop_web.instance-1.main.1',
  agentId: 'S1',
  state: 'TASK_RUNNING',
  source: 'SOURCE_EXECUTOR',
  timestamp: millis(2000),
  ...wish,
});

export const aTask = (wish: Partial<Task> = {}): Task => ({
  id: 'shop_web.instance-1.main.1',
  container: 'main',
  condition: 'Running',
  stagedAt: millis(1000),
  startedAt: millis(2000),
  status: null,
  hostPorts: [],
  ...wish,
});

/** Placed and running, of `aPod()`. */
export const anInstance = (wish: Partial<Instance> = {}): Instance => ({
  id: 'shop_web.instance-1',
  runSpecId: '/shop/web',
  version: VERSION,
  role: 'slave_public',
  goal: 'Running',
  condition: 'Running',
  since: millis(2000),
  activeSince: millis(2000),
  healthy: null,
  ready: true,
  unreachable: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
  incarnation: 1,
  agent: aPlace(),
  tasks: [aTask()],
  ...wish,
});
