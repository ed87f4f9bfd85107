/** What each kind of fault brings about, a row each: the wish, the pod that suffers, what is told. */
import type { PodInput } from '../../protocol/marathon/pod';
import type { FaultWish } from '../../protocol/simulation/fault';
import { aSimplePod } from '../world-fixture';

const FOREVER = 'while true; do sleep 1; done';
export const WEB = aSimplePod(
  '/web',
  { scheduling: { unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 6000 } } },
  FOREVER,
);
const withContainer = (container: Partial<PodInput['containers'][number]>): PodInput => ({
  ...WEB,
  containers: WEB.containers.map((each) => ({ ...each, ...container })),
});
const NGINX = withContainer({ exec: { command: { shell: FOREVER } }, image: { kind: 'DOCKER', id: 'nginx' } });
const FETCHING = withContainer({ artifacts: [{ uri: 'http://files/a.tgz' }] });
export const CHECKED = withContainer({
  healthCheck: {
    exec: { command: { shell: 'true' } },
    gracePeriodSeconds: 0,
    intervalSeconds: 5,
    timeoutSeconds: 2,
    delaySeconds: 1,
    maxConsecutiveFailures: 2,
  },
});
const OVERLAY: PodInput = { ...WEB, networks: [{ mode: 'container', name: 'dcos' }] };

export interface Row {
  readonly wish: FaultWish;
  /** Default: a pod that runs for ever, running when the fault comes. */
  readonly pod?: PodInput;
  /** The pod comes after the fault, or is killed after it. */
  readonly next?: 'add' | 'kill';
  readonly after?: number;
  readonly told: readonly string[];
  /** In the end. */
  readonly status?: string;
}

const AGAIN = ['web launch', 'web STARTING', 'web RUNNING'];

export const FAULT_ROWS: Readonly<Record<FaultWish['kind'], readonly Row[]>> = {
  killContainer: [
    { wish: { kind: 'killContainer' }, told: ['killContainer', 'web FAILED', ...AGAIN], status: 'STABLE' },
    { wish: { kind: 'killContainer', exitCode: 0 }, told: ['killContainer', 'web FINISHED', ...AGAIN] },
    { wish: { kind: 'killContainer', signal: 'TERM' }, told: ['killContainer', 'web FAILED', ...AGAIN] },
  ],
  oom: [{ wish: { kind: 'oom' }, told: ['oom', 'web FAILED CONTAINER_LIMITATION_MEMORY', ...AGAIN], status: 'STABLE' }],
  crashExecutor: [
    {
      wish: { kind: 'crashExecutor' },
      told: ['web crashExecutor', 'web FAILED EXECUTOR_TERMINATED', ...AGAIN],
      status: 'STABLE',
    },
  ],
  agentCrash: [
    {
      wish: { kind: 'agentCrash', downSeconds: 30, target: { service: '/web' } },
      told: [
        'agent agentCrash',
        'agent up again',
        'agent registered again',
        'web FAILED EXECUTOR_TERMINATED',
        ...AGAIN,
      ],
      status: 'STABLE',
    },
    {
      wish: { kind: 'agentCrash', downSeconds: 4000, target: { service: '/web' } },
      after: 5000,
      told: [
        'agent agentCrash',
        'agent unreachable',
        'web UNREACHABLE AGENT_REMOVED',
        ...AGAIN,
        'agent up again',
        'agent registered again',
      ],
      status: 'STABLE',
    },
  ],
  agentRestart: [
    {
      wish: { kind: 'agentRestart', downSeconds: 30, target: { service: '/web' } },
      told: ['agent agentRestart', 'agent disconnected', 'agent up again', 'agent registered again'],
      status: 'STABLE',
    },
    {
      wish: { kind: 'agentRestart', downSeconds: 1000, target: { service: '/web' } },
      after: 1200,
      told: [
        'agent agentRestart',
        'agent disconnected',
        'agent unreachable',
        'web UNREACHABLE AGENT_REMOVED',
        ...AGAIN,
        'agent executors give up',
        'agent up again',
        'web FAILED EXECUTOR_REREGISTRATION_TIMEOUT',
      ],
    },
  ],
  partition: [
    {
      wish: { kind: 'partition', durationSeconds: 1000, target: { service: '/web' } },
      after: 1200,
      told: [
        'agent partition',
        'agent unreachable',
        'web UNREACHABLE AGENT_REMOVED',
        ...AGAIN,
        'agent network heals',
        'web RUNNING AGENT_REREGISTERED',
        'agent registered again',
        'web KILLED',
      ],
      status: 'STABLE',
    },
    { wish: { kind: 'partition', durationSeconds: 60 }, told: ['agent partition', 'agent network heals'] },
  ],
  drain: [
    {
      wish: { kind: 'drain', target: { service: '/web' } },
      told: ['agent drain', 'web KILLING AGENT_DRAINING', 'web KILLED AGENT_DRAINING', ...AGAIN],
      status: 'STABLE',
    },
    {
      wish: { kind: 'drain', maxGraceSeconds: 1, markGone: true, target: { service: '/web' } },
      told: ['agent drain', 'web GONE_BY_OPERATOR AGENT_DRAINING', 'agent shut down', 'web launch'],
      status: 'STABLE',
    },
  ],
  gone: [
    {
      wish: { kind: 'gone', target: { service: '/web' } },
      told: ['agent gone', 'web GONE_BY_OPERATOR AGENT_REMOVED_BY_OPERATOR', 'agent shut down', 'web launch'],
      status: 'STABLE',
    },
  ],
  masterFailover: [
    {
      wish: { kind: 'masterFailover' },
      told: ['masterFailover', 'gone', 'elected', 'agent registered again', 'web RUNNING RECONCILIATION'],
      status: 'STABLE',
    },
  ],
  imageMissing: [
    {
      wish: { kind: 'imageMissing', image: 'nginx', durationSeconds: 60 },
      pod: NGINX,
      next: 'add',
      after: 300,
      told: ['begins', 'web FAILED', 'web launch', 'ends'],
      status: 'STABLE',
    },
  ],
  slowPull: [
    {
      wish: { kind: 'slowPull', image: 'nginx', factor: 30, durationSeconds: 60 },
      pod: NGINX,
      next: 'add',
      told: ['begins', 'web RUNNING', 'ends'],
      status: 'STABLE',
    },
  ],
  artifactMissing: [
    {
      wish: { kind: 'artifactMissing', uri: 'http://files/a.tgz', durationSeconds: 60 },
      pod: FETCHING,
      next: 'add',
      after: 300,
      told: ['begins', 'web FAILED', 'web launch', 'ends'],
      status: 'STABLE',
    },
  ],
  artifactStall: [
    {
      wish: { kind: 'artifactStall', uri: 'http://files/a.tgz', durationSeconds: 60 },
      pod: FETCHING,
      next: 'add',
      after: 400,
      told: ['begins', 'ends', 'web FAILED', 'web launch'],
      status: 'STABLE',
    },
  ],
  userMissing: [
    {
      wish: { kind: 'userMissing', user: 'nobody', durationSeconds: 60 },
      pod: { ...WEB, user: 'nobody' },
      next: 'add',
      after: 300,
      told: ['begins', 'web FAILED', 'web launch', 'ends'],
      status: 'STABLE',
    },
  ],
  healthFail: [
    {
      wish: { kind: 'healthFail', durationSeconds: 30, target: { service: '/web' } },
      pod: CHECKED,
      told: [
        'begins',
        'web RUNNING TASK_HEALTH_CHECK_STATUS_UPDATED',
        'web KILLING',
        'web KILLED',
        'web launch',
        'ends',
      ],
      status: 'STABLE',
    },
  ],
  ignoreSigterm: [
    {
      wish: { kind: 'ignoreSigterm', target: { service: '/web' } },
      next: 'kill',
      told: ['begins', 'web KILLED'],
      status: 'STABLE',
    },
  ],
  addressesExhausted: [
    {
      wish: { kind: 'addressesExhausted', network: 'dcos', durationSeconds: 60 },
      pod: OVERLAY,
      next: 'add',
      after: 300,
      told: ['begins', 'web FAILED CONTAINER_LAUNCH_FAILED', 'web launch', 'ends'],
      status: 'STABLE',
    },
  ],
  updateLoss: [
    {
      wish: { kind: 'updateLoss', probability: 1, durationSeconds: 60 },
      next: 'add',
      told: ['begins', 'ends', 'web STARTING'],
      status: 'STABLE',
    },
  ],
  offerLoss: [
    {
      wish: { kind: 'offerLoss', probability: 1, durationSeconds: 60 },
      next: 'add',
      after: 300,
      told: ['begins', 'ends', 'offer rescinded'],
      status: 'STABLE',
    },
  ],
};
