/** `podrome cluster`: reads the arguments, runs the server until it is told to stop. */
import { parseArgs } from 'node:util';
import { isScenario, SCENARIO_NAMES } from '../cluster/scenarios/catalogue';
import { startClusterServer } from '../node/cluster-server';
import { untilStopped } from './signals';
import { UsageError } from './usage-error';

export const CLUSTER_USAGE = `Usage: npm run cluster -- [--port 8080] [--host 127.0.0.1] [--scenario NAME] [--seed N] [--speed X] [--data DIR]
  --port      0 takes any free port; the ready line on stdout says which
  --host      address to listen on; the default can only be reached from this machine
  --scenario  ${SCENARIO_NAMES.join(', ')}
  --seed      a whole number: the same seed, the same cluster
  --speed     virtual seconds per second
  --data      directory that keeps the cluster; without it, it ends with the process`;

const OPTIONS = {
  port: { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  scenario: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  data: { type: 'string' },
} as const;

/** As the cluster's own clock allows. */
const FASTEST = 100_000;

/** A number in plain decimal writing, or an error that says what is wanted. */
const numberIn = (flag: string, text: string, what: string, fits: (value: number) => boolean): number => {
  const value = Number(text);
  if (!/^-?\d+(\.\d+)?$/.test(text) || !fits(value)) throw new UsageError(`${flag} ${text}: must be ${what}`);
  return value;
};

export interface ClusterArguments {
  readonly hostname: string;
  readonly port: number;
  readonly scenario: string | undefined;
  readonly seed: number | undefined;
  readonly speed: number | undefined;
  readonly data: string | undefined;
}

export const portIn = (text: string): number =>
  numberIn('--port', text, 'a whole number from 0 to 65535', (n) => Number.isInteger(n) && n >= 0 && n <= 65_535);

/** @throws UsageError */
const readClusterArguments = (args: readonly string[]): ClusterArguments => {
  const { values } = parsed(args);
  const { host, scenario, seed, speed, data } = values;
  if (host === '') throw new UsageError('--host: must be an address, such as 127.0.0.1 or 0.0.0.0');
  if (data === '') throw new UsageError('--data: must be a directory');
  if (scenario !== undefined && !isScenario(scenario))
    throw new UsageError(`--scenario ${scenario}: unknown; there are ${SCENARIO_NAMES.join(', ')}`);
  return {
    hostname: host,
    port: portIn(values.port),
    scenario,
    seed: seed === undefined ? undefined : numberIn('--seed', seed, 'a whole number', Number.isSafeInteger),
    speed:
      speed === undefined
        ? undefined
        : numberIn('--speed', speed, `above 0 and at most ${FASTEST}`, (n) => n > 0 && n <= FASTEST),
    data,
  };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** Prints one line once it answers, and ends when it is told to. */
export const runCluster = async (args: readonly string[]): Promise<number> => {
  const server = await startClusterServer({
    ...readClusterArguments(args),
    onNote: (note) => console.error(note),
    onError: (error) => console.error(error),
  });
  console.log(`Marathon on Mesos at ${server.url} (scenario ${server.scenario}, seed ${server.seed})`);
  await untilStopped();
  await server.stop();
  return 0;
};
