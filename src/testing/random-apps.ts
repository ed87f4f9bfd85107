/** App definitions of chance: all valid but for ids that may be taken, over what tells apps from pods. */
import type { AppInput } from '../protocol/marathon/app';
import type { Dice } from './dice';
import { randomContainer, randomScheduling, residentScheduling, STEADY } from './random-pods';

type HealthChecks = NonNullable<AppInput['healthChecks']>;

const randomPorts = (dice: Dice): Pick<AppInput, 'networks' | 'container' | 'portDefinitions' | 'requirePorts'> => {
  const count = dice.between(0, 2);
  const ports = Array.from({ length: count }, (_, n) => n);
  if (dice.chance(60)) {
    const portDefinitions = ports.map((n) => ({
      port: dice.chance(30) ? 31_100 + n : 0,
      ...(dice.chance(50) && { name: `port-${n}` }),
    }));
    return { portDefinitions, requirePorts: dice.chance(30) };
  }
  const portMappings = ports.map((n) => ({
    containerPort: dice.chance(20) ? 0 : 80 + n,
    hostPort: 0,
    protocol: dice.pick(['tcp', 'udp,tcp'] as const),
  }));
  return {
    networks: [{ mode: dice.pick(['container', 'container/bridge'] as const) }],
    container: { type: 'MESOS', portMappings },
  };
};

const randomChecks = (dice: Dice, steady: boolean, hasPort: boolean): HealthChecks => {
  const times = {
    gracePeriodSeconds: dice.pick([0, 5, 60]),
    intervalSeconds: dice.pick([2, 5, 10]),
    timeoutSeconds: 1,
    delaySeconds: dice.pick([0, 3]),
    maxConsecutiveFailures: dice.pick([0, 1, 3]),
  };
  if (steady || !hasPort) return dice.chance(70) ? [] : [{ ...times, protocol: 'COMMAND', command: { value: 'true' } }];
  const protocol = dice.pick(['HTTP', 'HTTP', 'TCP', 'MESOS_HTTP', 'MESOS_TCP'] as const);
  const path = protocol === 'HTTP' || protocol === 'MESOS_HTTP' ? { path: '/' } : {};
  const second = { ...times, intervalSeconds: 3, protocol: 'TCP' as const, portIndex: 0 };
  return [{ ...times, ...path, protocol, portIndex: 0 }, ...(dice.chance(20) ? [second] : [])];
};

/** Listen on their first port: at once, after a while, or until they end. */
const SERVERS: readonly [string, ...string[]] = [
  'python -m http.server $PORT0',
  'sleep 7; python -m http.server $PORT0',
  'sleep 25; python -m http.server $PORT0',
];

/** Of an app whose first port has a name. */
const randomReadiness = (dice: Dice): Pick<AppInput, 'readinessChecks'> => ({
  readinessChecks: [{ portName: 'port-0', path: '/', intervalSeconds: dice.pick([2, 5]), timeoutSeconds: 1 }],
});

/** The container with a volume that outlives its instance. */
const withVolume = (dice: Dice, container: AppInput['container']): AppInput['container'] => ({
  type: 'MESOS',
  ...container,
  volumes: [{ containerPath: 'data', persistent: { size: dice.pick([5, 5, 20]) }, mode: 'RW' }],
});

/** One definition with this id. @param others ids it may depend on */
export const randomApp = (dice: Dice, id: string, others: readonly string[] = []): AppInput => {
  const steady = dice.chance(55);
  const ports = randomPorts(dice);
  const hasPort = (ports.portDefinitions ?? ports.container?.portMappings ?? []).length > 0;
  const { exec, resources } = randomContainer(dice, 0, [], steady);
  const isResident = dice.chance(15);
  const scheduling = randomScheduling(dice);
  const { backoff, upgrade, placement, killSelection } = isResident ? residentScheduling(scheduling) : scheduling;
  const needed = dice.pickFrom(others.filter((other) => other !== id));
  const healthChecks = dice.chance(40) ? randomChecks(dice, steady, hasPort) : [];
  const usual = exec === undefined || !('shell' in exec.command) ? 'sleep 1000000' : exec.command.shell;
  const isNamed = ports.portDefinitions?.[0]?.name !== undefined;
  return {
    id,
    cmd: !steady && hasPort && dice.chance(60) ? dice.pick(SERVERS) : usual,
    ...(isNamed && !steady && dice.chance(35) && randomReadiness(dice)),
    ...resources,
    instances: dice.weighted([
      [1, 0],
      [4, 1],
      [4, dice.between(2, 4)],
    ]),
    labels: steady ? STEADY : {},
    ...ports,
    ...(isResident && { container: withVolume(dice, ports.container) }),
    ...(healthChecks.length > 0 && { healthChecks }),
    ...(upgrade !== undefined && { upgradeStrategy: upgrade }),
    backoffSeconds: Math.ceil(backoff?.backoff ?? 1),
    backoffFactor: Math.max(1, backoff?.backoffFactor ?? 1),
    maxLaunchDelaySeconds: backoff?.maxLaunchDelay ?? 30,
    constraints: (placement?.constraints ?? []).map(({ fieldName, operator, value }) =>
      value === undefined ? [fieldName, operator] : [fieldName, operator, value],
    ),
    ...(killSelection !== undefined && { killSelection }),
    ...(needed !== undefined && dice.chance(25) && { dependencies: [needed] }),
    ...(dice.chance(20) && { taskKillGracePeriodSeconds: dice.pick([0, 1, 8]) }),
  };
};
