/** The cluster one starts with: small enough to know every machine, varied enough for every placement rule. */
import { agentOn } from './machines';
import type { Scenario } from './scenario';

/** A four-core machine with 16 GiB, of which the system keeps two, and 100 GiB of disk. */
const standard = { cpus: 4, mem: 14_336, disk: 102_400 };

/** Four private agents and a public one at home, one of them with graphics cards; a fifth private one is far away. */
export const QUICKSTART_AGENTS = [
  agentOn({ ip: '10.0.1.11', region: 'us-east', zone: 'us-east-a', rack: 'r1', ...standard }),
  agentOn({ ip: '10.0.1.12', region: 'us-east', zone: 'us-east-a', rack: 'r2', ...standard }),
  agentOn({ ip: '10.0.2.11', region: 'us-east', zone: 'us-east-b', rack: 'r3', ...standard }),
  agentOn({
    ip: '10.0.2.12',
    region: 'us-east',
    zone: 'us-east-b',
    rack: 'r4',
    ...standard,
    cpus: 8,
    mem: 29_696,
    gpus: 2,
  }),
  agentOn({ ip: '10.1.1.11', region: 'us-west', zone: 'us-west-a', rack: 'r5', ...standard }),
  agentOn({
    ip: '10.0.9.10',
    region: 'us-east',
    zone: 'us-east-a',
    rack: 'r1',
    cpus: 2,
    mem: 6144,
    disk: 51_200,
    isPublic: true,
  }),
];

export const quickstart: Scenario = {
  name: 'quickstart',
  about: 'Five private agents and a public one in two regions and three zones; nothing runs yet.',
  agents: QUICKSTART_AGENTS,
  region: 'us-east',
  commands: [],
  settle: 2,
};

export const empty: Scenario = {
  name: 'empty',
  about: 'A master and Marathon without a single agent: everything waits.',
  agents: [],
  region: 'us-east',
  commands: [],
  settle: 2,
};
