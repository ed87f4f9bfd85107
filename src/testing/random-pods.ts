/** Pod definitions of chance: all valid, all small, over everything that decides where and how a pod runs. */
import type { ContainerInput, EndpointInput, PodInput } from '../protocol/marathon/pod';
import type { Dice } from './dice';
import { inOrder } from './random-order';

type Networks = NonNullable<PodInput['networks']>;
type Volume = NonNullable<PodInput['volumes']>[number];
type Scheduling = NonNullable<PodInput['scheduling']>;
type Constraints = NonNullable<NonNullable<Scheduling['placement']>['constraints']>;

/** Says of itself that it runs for ever and passes its checks, so that its deployments have to end. */
export const STEADY = { fate: 'steady' } as const;

const STEADY_COMMANDS: readonly [string, ...string[]] = [
  'sleep 1000000',
  'while true; do date; sleep 10; done',
  './my-own-service --verbose',
  'while true; do curl -s http://shopweb.marathon.l4lb.thisdcos.directory; sleep 10; done',
];
const FICKLE_COMMANDS: readonly [string, ...string[]] = [
  'sleep 3',
  'sleep 40; exit 1',
  'sleep 0.7 && exit 3',
  'exit 0',
  'exit 1',
  'true',
  'false',
  'trap "" TERM; sleep 1000',
  'trap "exit 7" TERM; while true; do sleep 1; done',
  'if then',
  'echo "unfinished',
  'sleep 90',
  // These want a port whoever else has it, or memory.
  'python -m http.server $PORT',
  'sleep 4; nginx -g "daemon off;"',
  'stress --vm 1 --vm-bytes 200M',
  'sleep 5; head -c 300M /dev/zero | tail',
  'stress --vm 1 --vm-bytes 20M --timeout 9s',
  // These go by what others do.
  'until nc -z localhost 80; do sleep 2; done; exec python -m http.server $PORT',
  'curl -sf -m 2 http://web-shop.marathon.containerip.dcos.thisdcos.directory:81 && sleep 1000',
  '(sleep 2; curl -s 10.0.0.12:8080) & while curl -s a.marathon.mesos:9000; do sleep 1; done',
];
/** Opens what its container declares, and nothing else. */
const STEADY_IMAGE = 'shop/steady:1';
const IMAGES: readonly [string, ...string[]] = ['nginx:1.25', 'redis', 'shop/unknown:1', 'busybox', 'mongo:4'];

/** Fields, how often, and for each a value some agents have and patterns some match. */
const FIELDS = [
  [3, ['hostname', '10.0.0.11', '10\\.0\\.[01]\\..*']],
  [1, ['@hostname', '10.0.1.13', '10\\..*']],
  [3, ['@zone', 'here-b', 'here-[ab]']],
  [1, ['@region', 'here', 'h.*']],
  [4, ['rack', 'r2', 'r[12]']],
  [2, ['level', '2.0', '2(\\.5)?']],
  [1, ['disks', 'hdd', '.*ssd.*']],
  [1, ['__proto__', 'constructor', '.*']],
  [1, ['nowhere', 'x', 'x']],
] as const satisfies readonly (readonly [number, readonly [string, string, string]])[];

const randomConstraint = (dice: Dice): Constraints[number] => {
  const [fieldName, value, pattern] = dice.weighted<readonly [string, string, string]>(FIELDS);
  switch (dice.between(0, 7)) {
    case 0:
      return { fieldName, operator: 'UNIQUE' };
    case 1:
      return { fieldName, operator: 'CLUSTER', ...(dice.chance(40) && { value }) };
    case 2:
      return { fieldName, operator: 'GROUP_BY', value: String(dice.between(1, 4)) };
    case 3:
      return { fieldName, operator: 'GROUP_BY' };
    case 4:
      return { fieldName, operator: 'LIKE', value: pattern };
    case 5:
      return { fieldName, operator: 'UNLIKE', value: pattern };
    case 6:
      return { fieldName, operator: 'IS', value };
    default:
      return { fieldName, operator: 'MAX_PER', value: String(dice.between(1, 3)) };
  }
};

const randomNetworks = (dice: Dice): Networks =>
  dice.weighted<Networks>([
    [3, []],
    [3, [{ mode: 'host' }]],
    [4, [{ mode: 'container', name: 'dcos' }]],
    [1, [{ mode: 'container' }]],
    [2, [{ mode: 'container/bridge' }]],
  ]);

const randomEndpoint = (dice: Dice, name: string, index: number, networks: Networks): EndpointInput => {
  const mode = networks[0]?.mode ?? (networks.length === 0 ? 'host' : 'container');
  const fixed = dice.chance(30) ? [8080, 8081, 9000, 9001, 9002, 10_000, 20_000, 31_000][index % 8] : undefined;
  const hostPort = fixed ?? (dice.chance(60) ? 0 : undefined);
  return {
    name,
    ...(hostPort !== undefined && { hostPort }),
    ...(mode !== 'host' && { containerPort: 80 + index }),
    ...(dice.chance(50) && { protocol: dice.pick([['tcp'], ['udp', 'tcp']]) }),
    ...(dice.chance(30) && { labels: { VIP_0: dice.pick(['/shop/web:80', '/shop/web:81', '10.9.8.7:80']) } }),
  };
};

const randomCheck = (dice: Dice, endpoint: string | undefined, steady: boolean): ContainerInput['healthCheck'] => {
  const timing = {
    gracePeriodSeconds: dice.pick([0, 5, 60]),
    intervalSeconds: dice.pick([2, 5, 10]),
    timeoutSeconds: 1,
    delaySeconds: dice.pick([0, 3]),
    maxConsecutiveFailures: dice.pick([0, 1, 3]),
  };
  if (endpoint !== undefined && !steady)
    return dice.chance(50) ? { http: { endpoint, path: '/' }, ...timing } : { tcp: { endpoint }, ...timing };
  const shell = steady ? 'true' : dice.pick(['true', 'exit 1', 'sleep 5']);
  return { exec: { command: { shell } }, ...timing };
};

export const randomContainer = (dice: Dice, index: number, networks: Networks, steady: boolean): ContainerInput => {
  const ports = Array.from(
    {
      length: dice.weighted([
        [6, 0],
        [3, 1],
        [1, 2],
      ]),
    },
    (_, n) => index * 2 + n,
  );
  const endpoints = ports.map((port) => randomEndpoint(dice, `port-${port}`, port, networks));
  const server = dice.chance(25);
  const healthCheck = dice.chance(30) ? randomCheck(dice, endpoints[0]?.name, steady) : undefined;
  const shell = steady || dice.chance(50) ? dice.pick(STEADY_COMMANDS) : dice.pick(FICKLE_COMMANDS);
  return {
    name: `c${index}`,
    ...(server
      ? { image: { kind: 'DOCKER', id: steady ? STEADY_IMAGE : dice.pick(IMAGES), forcePull: dice.chance(20) } }
      : { exec: { command: dice.chance(85) ? { shell } : { argv: shell.split(' ') } } }),
    resources: {
      cpus: dice.pick([0.1, 0.1, 0.25, 0.333, 1]),
      mem: dice.pick([32, 32, 64, 100.5]),
      disk: dice.pick([0, 0, 10]),
      gpus: dice.chance(4) ? 1 : 0,
    },
    ...(endpoints.length > 0 && { endpoints }),
    ...(healthCheck !== undefined && { healthCheck }),
    ...(dice.chance(20) && { lifecycle: { killGracePeriodSeconds: dice.pick([0, 1, 8.5, 20]) } }),
    ...(dice.chance(10) && { artifacts: [{ uri: 'https://example.org/site.tar.gz', cache: dice.chance(50) }] }),
  };
};

export const randomScheduling = (dice: Dice): Scheduling => ({
  backoff: {
    backoff: dice.pick([0, 0.5, 1, 5]),
    backoffFactor: dice.pick([1, 1.15, 2]),
    maxLaunchDelay: dice.pick([10, 30, 60]),
  },
  ...(dice.chance(60) && {
    upgrade: { minimumHealthCapacity: dice.pick([0, 0.5, 1]), maximumOverCapacity: dice.pick([0, 0.3, 1]) },
  }),
  placement: {
    constraints: Array.from(
      {
        length: dice.weighted([
          [5, 0],
          [4, 1],
          [1, 2],
        ]),
      },
      () => randomConstraint(dice),
    ),
    acceptedResourceRoles: dice.weighted([
      [6, []],
      [2, ['*']],
      [1, ['slave_public']],
      [2, ['*', 'slave_public']],
    ]),
  },
  killSelection: dice.pick(['YOUNGEST_FIRST', 'OLDEST_FIRST']),
});

const randomVolume = (dice: Dice): Volume | undefined =>
  dice.weighted<Volume | undefined>([
    [15, undefined],
    [3, { name: 'data' }],
    [1, { name: 'data', host: '/etc/data' }],
    [3, { name: 'data', persistent: { size: dice.pick([5, 5, 20]) } }],
  ]);

/** What a service with persistent volumes may not ask for is left out. */
export const residentScheduling = ({ backoff, placement, killSelection, upgrade }: Scheduling): Scheduling => ({
  backoff,
  killSelection,
  ...(upgrade !== undefined && { upgrade: { ...upgrade, maximumOverCapacity: 0 } }),
  placement: { ...placement, acceptedResourceRoles: [] },
});

/** A limit of its own for some containers, or one for all. */
const limited = (dice: Dice, container: ContainerInput): ContainerInput =>
  dice.chance(15)
    ? { ...container, resourceLimits: { mem: dice.pick<'unlimited' | number>(['unlimited', 150, 600]) } }
    : container;

/** One valid definition with this id. */
export const randomPod = (dice: Dice, id: string): PodInput => {
  const steady = dice.chance(55);
  const networks = randomNetworks(dice);
  const containers = Array.from(
    {
      length: dice.weighted([
        [4, 1],
        [3, 2],
        [2, 3],
        [1, 4],
      ]),
    },
    (_, index) => randomContainer(dice, index, networks, steady),
  );
  const isOrdered = dice.chance(40);
  const [first, ...others] = isOrdered ? inOrder(dice, containers, steady) : containers;
  if (first === undefined) throw new RangeError('a pod has a container');
  const volume = randomVolume(dice);
  const isShared = dice.chance(10);
  const mounted = volume === undefined ? first : { ...first, volumeMounts: [{ name: 'data', mountPath: 'data' }] };
  const scheduling = randomScheduling(dice);
  return {
    id,
    labels: steady ? STEADY : {},
    ...(volume !== undefined && { volumes: [volume] }),
    containers: isShared
      ? [mounted, ...others]
      : [limited(dice, mounted), ...others.map((each) => limited(dice, each))],
    networks,
    scaling: {
      kind: 'fixed',
      instances: dice.weighted([
        [1, 0],
        [4, 1],
        [4, dice.between(2, 4)],
        [1, dice.between(5, 9)],
      ]),
    },
    scheduling: {
      ...(volume !== undefined && 'persistent' in volume ? residentScheduling(scheduling) : scheduling),
      ...(isOrdered && { shutdownOrder: dice.pick(['parallel', 'reverse']) }),
    },
    ...(isShared && { legacySharedCgroups: true }),
  };
};
