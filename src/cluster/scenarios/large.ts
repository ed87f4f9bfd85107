/** A thousand machines with 2,000 services and 20,000 containers: what lists, searches and the scheduler are measured on. */
import type { PodInput } from '../../protocol/marathon/pod';
import { agentOn, type Machine } from './machines';
import type { Scenario, ScenarioCommand } from './scenario';

const AGENTS = 1000;
const SERVICES = 2000;
const INSTANCES_PER_SERVICE = 5;
/** Services that arrive in the same second: within Marathon's limit of running deployments. */
const SERVICES_PER_BATCH = 20;
const SECONDS_PER_BATCH = 10;

const TEAMS = ['atlas', 'borealis', 'cobalt', 'dune', 'ember', 'fjord', 'grove', 'harbor', 'iris', 'juniper'] as const;
const DUTIES = ['api', 'worker', 'feed', 'ledger', 'search', 'mailer', 'proxy', 'report', 'sync', 'auth'] as const;

/** Ten racks in each of three zones; every tenth machine is a big one. */
const machine = (n: number): Machine => {
  const zone = n % 3;
  return {
    ip: `10.${zone}.${Math.floor(n / 250)}.${(n % 250) + 1}`,
    region: 'us-east',
    zone: `us-east-${'abc'.charAt(zone)}`,
    rack: `r${zone}-${Math.floor(n / 3) % 10}`,
    ...(n % 10 === 0 ? { cpus: 16, mem: 61_440, disk: 409_600 } : { cpus: 8, mem: 29_696, disk: 204_800 }),
  };
};

/** Two containers each: a server and what watches it. */
const service = (n: number): PodInput => {
  const team = TEAMS[n % TEAMS.length] ?? 'atlas';
  const duty = DUTIES[Math.floor(n / TEAMS.length) % DUTIES.length] ?? 'api';
  return {
    id: `/${team}/${duty}/${duty}-${String(n).padStart(4, '0')}`,
    labels: { team, duty },
    scaling: { kind: 'fixed', instances: INSTANCES_PER_SERVICE },
    containers: [
      {
        name: duty,
        exec: { command: { shell: 'sleep 100000000' } },
        resources: { cpus: 0.2, mem: 128 + 64 * (n % 4), disk: 0, gpus: 0 },
      },
      {
        name: 'watch',
        exec: { command: { shell: 'sleep 100000000' } },
        resources: { cpus: 0.05, mem: 32, disk: 0, gpus: 0 },
      },
    ],
  };
};

const commands = (): readonly ScenarioCommand[] =>
  Array.from({ length: SERVICES }, (_, n) => ({
    at: 2 + Math.floor(n / SERVICES_PER_BATCH) * SECONDS_PER_BATCH,
    method: 'POST',
    path: '/v2/pods',
    body: service(n),
  }));

export const large: Scenario = {
  name: 'large',
  about: 'A thousand agents, 2,000 services, 20,000 containers.',
  agents: Array.from({ length: AGENTS }, (_, n) => agentOn(machine(n))),
  region: 'us-east',
  // So that it is there as soon as its services have arrived.
  marathon: { launchTokens: 10_000 },
  commands: commands(),
  settle: 60,
};
