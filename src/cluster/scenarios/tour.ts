/**
 * A small shop's cluster in the middle of a day: a service in every state worth seeing, most of them pods, some apps, each for a reason one can find out.
 * The last commands come shortly before the visitor does, so that a rolling update is still under way.
 */
import type { AppInput } from '../../protocol/marathon/app';
import type { PodInput } from '../../protocol/marathon/pod';
import { QUICKSTART_AGENTS } from './quickstart';
import type { Scenario, ScenarioCommand } from './scenario';

const shell = (command: string) => ({ command: { shell: command } });
const docker = (id: string) => ({ kind: 'DOCKER' as const, id });
const fixed = (instances: number) => ({ kind: 'fixed' as const, instances });
const overlay = [{ mode: 'container' as const, name: 'dcos' }];

/** Running: two containers that share a volume and a network, spread over the racks. */
const web = (image: string): PodInput => ({
  id: '/shop/web',
  labels: { team: 'storefront', tier: 'frontend' },
  scaling: fixed(3),
  networks: overlay,
  volumes: [{ name: 'content' }],
  containers: [
    {
      name: 'nginx',
      image: docker(image),
      resources: { cpus: 0.25, mem: 128, disk: 0, gpus: 0 },
      endpoints: [
        { name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'], labels: { VIP_0: '/shop-web:80' } },
      ],
      healthCheck: {
        http: { endpoint: 'http', path: '/', scheme: 'HTTP' },
        gracePeriodSeconds: 30,
        intervalSeconds: 10,
        timeoutSeconds: 5,
        delaySeconds: 2,
      },
      volumeMounts: [{ name: 'content', mountPath: '/usr/share/nginx/html', readOnly: true }],
    },
    {
      name: 'content-sync',
      exec: shell('while true; do date > content/updated.txt; sleep 60; done'),
      resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
      volumeMounts: [{ name: 'content', mountPath: 'content' }],
    },
  ],
  scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'MAX_PER', value: '2' }] } },
});

/** The cart with its cache as a side container. After the update its old instances are replaced one by one. */
const cart = (release: string): PodInput => ({
  id: '/shop/cart',
  labels: { team: 'checkout', release },
  scaling: fixed(4),
  networks: overlay,
  containers: [
    {
      name: 'cart',
      image: docker(`shop/cart:${release}`),
      resources: { cpus: 0.2, mem: 256, disk: 0, gpus: 0 },
      endpoints: [{ name: 'api', containerPort: 8080, protocol: ['tcp'], labels: { VIP_0: '/shop-cart:8080' } }],
      // Slow to be found healthy: the roll-out takes its time.
      healthCheck: {
        tcp: { endpoint: 'api' },
        gracePeriodSeconds: 300,
        intervalSeconds: 30,
        timeoutSeconds: 5,
        delaySeconds: 45,
      },
    },
    { name: 'redis', image: docker('redis:3.2'), resources: { cpus: 0.1, mem: 128, disk: 0, gpus: 0 } },
  ],
  scheduling: { upgrade: { minimumHealthCapacity: 0.75, maximumOverCapacity: 0 } },
});

/** Crash-looping: the importer leaves with an error after 20 s and takes its metrics container along; its back-off grows. */
const importer: PodInput = {
  id: '/shop/catalog-import',
  labels: { team: 'catalog' },
  scaling: fixed(1),
  containers: [
    {
      name: 'importer',
      exec: shell('echo reading catalog.csv; sleep 20; exit 1'),
      resources: { cpus: 0.1, mem: 64, disk: 0, gpus: 0 },
    },
    { name: 'metrics', exec: shell('sleep 100000'), resources: { cpus: 0.05, mem: 32, disk: 0, gpus: 0 } },
  ],
  scheduling: { backoff: { backoff: 5, backoffFactor: 2, maxLaunchDelay: 300 } },
};

/** Waiting: no machine has sixteen cores. */
const forecast: PodInput = {
  id: '/analytics/forecast',
  labels: { team: 'analytics' },
  scaling: fixed(1),
  containers: [
    {
      name: 'model',
      image: docker('python:3'),
      exec: shell('python3 train.py'),
      resources: { cpus: 16, mem: 4096, disk: 0, gpus: 0 },
    },
  ],
};

/** Waiting for a reason of its own: the rack it asks for does not exist. */
const archive: PodInput = {
  id: '/analytics/archive',
  scaling: fixed(2),
  containers: [
    { name: 'archiver', exec: shell('sleep 100000'), resources: { cpus: 0.1, mem: 64, disk: 1024, gpus: 0 } },
  ],
  scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'IS', value: 'r9' }] } },
};

/** On the machine with graphics cards. */
const vision: PodInput = {
  id: '/analytics/vision',
  scaling: fixed(1),
  containers: [{ name: 'detector', exec: shell('sleep 100000'), resources: { cpus: 1, mem: 2048, disk: 0, gpus: 1 } }],
};

/** Suspended: scaled to nothing after it had run. */
const newsletter = (instances: number): PodInput => ({
  id: '/marketing/newsletter',
  scaling: fixed(instances),
  containers: [{ name: 'mailer', exec: shell('sleep 100000'), resources: { cpus: 0.1, mem: 64, disk: 0, gpus: 0 } }],
});

/** A container that finished among others that run: the migration ends well, the service beside it goes on. */
const orders: PodInput = {
  id: '/shop/orders',
  labels: { team: 'checkout' },
  scaling: fixed(2),
  containers: [
    {
      name: 'migrate',
      exec: shell('echo migrating; sleep 30; true'),
      resources: { cpus: 0.1, mem: 64, disk: 0, gpus: 0 },
    },
    { name: 'orders', exec: shell('sleep 100000'), resources: { cpus: 0.2, mem: 128, disk: 0, gpus: 0 } },
  ],
};

/** Degraded: its health check asks a port nobody listens on; the grace period keeps it from being killed for an hour. */
const search: PodInput = {
  id: '/shop/search',
  labels: { team: 'storefront' },
  scaling: fixed(2),
  networks: overlay,
  containers: [
    {
      name: 'index',
      exec: shell('sleep 100000'),
      resources: { cpus: 0.2, mem: 512, disk: 0, gpus: 0 },
      endpoints: [{ name: 'query', containerPort: 9200, protocol: ['tcp'] }],
      healthCheck: {
        http: { endpoint: 'query', path: '/_cluster/health', scheme: 'HTTP' },
        gracePeriodSeconds: 3600,
        intervalSeconds: 10,
        timeoutSeconds: 5,
        delaySeconds: 5,
      },
    },
  ],
};

/** At the edge: only the public machine takes it. */
const edge: PodInput = {
  id: '/edge/proxy',
  scaling: fixed(1),
  networks: [{ mode: 'host' }],
  containers: [
    {
      name: 'haproxy',
      image: docker('haproxy:1.7'),
      resources: { cpus: 0.5, mem: 256, disk: 0, gpus: 0 },
      endpoints: [{ name: 'http', hostPort: 80, protocol: ['tcp'] }],
    },
  ],
  scheduling: { placement: { acceptedResourceRoles: ['slave_public'] } },
};

/** An app: one container, behind ports of its agents, checked on the agent. */
const images: AppInput = {
  id: '/shop/images',
  labels: { team: 'storefront' },
  instances: 3,
  cpus: 0.2,
  mem: 128,
  container: {
    type: 'MESOS',
    docker: { image: 'nginx:1.13' },
    portMappings: [{ containerPort: 80, hostPort: 0, name: 'http', labels: { VIP_0: '/shop-images:80' } }],
  },
  networks: [{ mode: 'container/bridge' }],
  healthChecks: [{ protocol: 'MESOS_HTTP', path: '/', gracePeriodSeconds: 30, intervalSeconds: 10 }],
};

/** An app that fails again and again: its job ends with an error. */
const invoices: AppInput = {
  id: '/billing/invoices',
  labels: { team: 'billing' },
  cmd: 'echo printing invoices; sleep 12; exit 2',
  cpus: 0.1,
  mem: 64,
  portDefinitions: [],
  backoffSeconds: 10,
  backoffFactor: 2,
};

/** An app that runs and is not healthy: Marathon asks its port, and nobody listens there. No number of failures gets it killed. */
const ledger: AppInput = {
  id: '/billing/ledger',
  labels: { team: 'billing' },
  cmd: 'sleep 100000',
  instances: 2,
  cpus: 0.2,
  mem: 256,
  portDefinitions: [{ port: 0, name: 'api' }],
  healthChecks: [
    {
      protocol: 'HTTP',
      path: '/health',
      portIndex: 0,
      gracePeriodSeconds: 60,
      intervalSeconds: 60,
      maxConsecutiveFailures: 0,
    },
  ],
};

const add = (at: number, body: PodInput): ScenarioCommand => ({ at, method: 'POST', path: '/v2/pods', body });
const addApp = (at: number, body: AppInput): ScenarioCommand => ({ at, method: 'POST', path: '/v2/apps', body });
const update = (at: number, body: PodInput): ScenarioCommand => ({
  at,
  method: 'PUT',
  path: `/v2/pods${body.id}`,
  body,
});

export const tour: Scenario = {
  name: 'tour',
  about:
    'A shop in operation: pods and apps running, rolling over, waiting, crash-looping, degraded, suspended, in groups.',
  agents: QUICKSTART_AGENTS,
  region: 'us-east',
  commands: [
    add(2, web('nginx:1.11')),
    add(4, cart('1.4.0')),
    add(6, edge),
    add(8, vision),
    add(10, newsletter(2)),
    add(12, orders),
    add(14, search),
    add(16, importer),
    add(18, forecast),
    add(20, archive),
    addApp(22, images),
    addApp(24, invoices),
    addApp(26, ledger),
    update(300, newsletter(0)),
    update(360, web('nginx:1.13')),
    update(600, cart('1.5.0')),
  ],
  settle: 100,
};
