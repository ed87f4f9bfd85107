/** The files a terminal begins with: pods in the manner of the documentation, and the dashboard's templates as plain JSON. */
import { stripComments } from 'jsonc-parser';
import { templates } from '../shared/templates/pod-templates';

const sleeper = (name: string) => ({
  name,
  exec: { command: { shell: 'sleep 1000' } },
  resources: { cpus: 0.1, mem: 32 },
});

const multipleContainers = {
  id: '/pod-with-multiple-containers',
  containers: [sleeper('sleep1'), sleeper('sleep2'), sleeper('sleep3')],
  networks: [{ mode: 'host' }],
  scaling: { kind: 'fixed', instances: 10 },
};

const ephemeralVolumes = {
  id: '/pod-with-ephemeral-volumes',
  containers: [
    {
      name: 'writer',
      exec: { command: { shell: 'while true; do date >> shared/log; sleep 1; done' } },
      resources: { cpus: 0.1, mem: 32 },
      volumeMounts: [{ name: 'exchange', mountPath: 'shared' }],
    },
    {
      name: 'reader',
      exec: { command: { shell: 'tail -F incoming/log' } },
      resources: { cpus: 0.1, mem: 32 },
      volumeMounts: [{ name: 'exchange', mountPath: 'incoming', readOnly: true }],
    },
  ],
  volumes: [{ name: 'exchange' }],
  networks: [{ mode: 'host' }],
};

const ipPerPod = {
  id: '/pod-with-an-address',
  containers: [
    {
      name: 'web',
      image: { kind: 'DOCKER', id: 'nginx:1.25' },
      resources: { cpus: 0.1, mem: 64 },
      endpoints: [{ name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'] }],
    },
    sleeper('companion'),
  ],
  networks: [{ mode: 'container', name: 'dcos' }],
  scaling: { kind: 'fixed', instances: 2 },
};

const complete = {
  id: '/complete-pod',
  labels: { owner: 'shop' },
  environment: { GREETING: 'hello' },
  containers: [
    {
      name: 'web',
      image: { kind: 'DOCKER', id: 'nginx:1.25', forcePull: false },
      resources: { cpus: 0.1, mem: 64, disk: 0, gpus: 0 },
      endpoints: [{ name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'], labels: { VIP_0: '/web:80' } }],
      healthCheck: {
        http: { endpoint: 'http', path: '/' },
        gracePeriodSeconds: 30,
        intervalSeconds: 10,
        timeoutSeconds: 5,
        maxConsecutiveFailures: 3,
      },
      lifecycle: { killGracePeriodSeconds: 5 },
      volumeMounts: [{ name: 'pages', mountPath: '/usr/share/nginx/html', readOnly: true }],
    },
    {
      name: 'author',
      exec: { command: { shell: 'while true; do echo "$GREETING" > /pages/index.html; sleep 10; done' } },
      resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
      environment: { GREETING: 'welcome' },
      volumeMounts: [{ name: 'pages', mountPath: '/pages' }],
    },
  ],
  volumes: [{ name: 'pages' }],
  networks: [{ mode: 'container', name: 'dcos' }],
  scaling: { kind: 'fixed', instances: 2 },
  scheduling: {
    backoff: { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
    upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
    placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE' }] },
  },
};

const asText = (pod: unknown): string => `${JSON.stringify(pod, null, 2)}\n`;

/** Name and text of each. The command line reads plain JSON: comments of templates are left out. */
export const exampleFiles: ReadonlyMap<string, string> = new Map([
  ['a-pod-with-multiple-containers.json', asText(multipleContainers)],
  ['a-pod-that-uses-ephemeral-volumes.json', asText(ephemeralVolumes)],
  ['ip-per-pod-networking.json', asText(ipPerPod)],
  ['a-complete-pod.json', asText(complete)],
  ...templates.map(({ name, text }) => [`${name}.json`, asText(JSON.parse(stripComments(text)))] as const),
]);
