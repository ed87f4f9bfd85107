/** The states of tasks and how each comes about: who says so, why, and in which words. */
import { describe, expect, test } from 'vitest';
import type { TaskStatus } from '../../protocol/mesos/task';
import { auditMesos } from './invariants';
import { aGroup, aMesos, amount, aTask } from './mesos-world-fixture';
import type { MesosWorld } from './mesos-world-fixture';
import {
  FOREVER,
  accept,
  check,
  crashExecutor,
  drain,
  first,
  kill,
  launching,
  outage,
  reconcile,
  run,
  single,
  takeDown,
} from './task-deeds-fixture';
import type { Deed } from './task-deeds-fixture';

const told = (status: Partial<TaskStatus>) => status;

const RUN = 'STARTING RUNNING';

type Row = readonly [name: string, deed: Deed, states: string, last: Partial<TaskStatus>];

const rows: readonly Row[] = [
  ['STAGING: asked for before anything was told', launching(reconcile('t')), 'STAGING STARTING RUNNING', {}],
  ['STARTING, RUNNING: as the executor says', run(FOREVER), RUN, { source: 'SOURCE_EXECUTOR' }],
  [
    'RUNNING, TASK_HEALTH_CHECK_STATUS_UPDATED: a check passed',
    (w) => w.launch(aGroup('g', [aTask('t', "nginx -g 'daemon off;'", check(80))])),
    'STARTING RUNNING RUNNING',
    told({ source: 'SOURCE_EXECUTOR', reason: 'TASK_HEALTH_CHECK_STATUS_UPDATED', healthy: true }),
  ],
  [
    'RUNNING, RECONCILIATION: asked for',
    run(FOREVER, reconcile('t')),
    `${RUN} RUNNING`,
    told({ source: 'SOURCE_MASTER', reason: 'RECONCILIATION', message: 'Reconciliation: Latest task state' }),
  ],
  [
    'RUNNING, AGENT_REREGISTERED: back after a loss',
    run(FOREVER, outage('partition', 400)),
    `${RUN} UNREACHABLE RUNNING`,
    told({ source: 'SOURCE_MASTER', reason: 'AGENT_REREGISTERED', message: 'Unreachable agent re-reregistered' }),
  ],
  [
    'FINISHED: exit with 0',
    run('sleep 5'),
    `${RUN} FINISHED`,
    told({ source: 'SOURCE_EXECUTOR', message: 'Command exited with status 0', exitCode: 0 }),
  ],
  [
    'FAILED: exit with another status',
    run('sleep 5; exit 9'),
    `${RUN} FAILED`,
    told({ source: 'SOURCE_EXECUTOR', message: 'Command exited with status 9', exitCode: 9 }),
  ],
  [
    'FAILED: a signal nobody of Mesos sent',
    run(FOREVER, (w) => {
      const container = w.last('t')?.containerId ?? '';
      return w.mesos.strike({
        kind: 'killContainer',
        containerId: container,
        exit: { kind: 'signaled', signal: 'KILL' },
      });
    }),
    `${RUN} FAILED`,
    told({ source: 'SOURCE_EXECUTOR', message: 'Command terminated with signal Killed', exitCode: 137 }),
  ],
  [
    'FAILED: a launch that failed, as the executor was told',
    (w) => {
      const { command: _, ...nothing } = aTask('t', '');
      return w.launch(aGroup('g', [nothing]));
    },
    'STARTING FAILED',
    told({ source: 'SOURCE_EXECUTOR', message: 'The container has neither a command nor an image with one.' }),
  ],
  [
    'FAILED, CONTAINER_LAUNCH_FAILED: the executor’s own container',
    (w) => w.launch(aGroup('g', [aTask('t', FOREVER)], { networks: [{ name: 'none', labels: {}, portMappings: [] }] })),
    'FAILED',
    told({
      source: 'SOURCE_AGENT',
      reason: 'CONTAINER_LAUNCH_FAILED',
      message: "Failed to launch container: Unknown CNI network 'none'",
    }),
  ],
  [
    'FAILED, EXECUTOR_TERMINATED: the executor died',
    run(FOREVER, crashExecutor),
    `${RUN} FAILED`,
    told({ source: 'SOURCE_AGENT', reason: 'EXECUTOR_TERMINATED', message: 'Executor terminated' }),
  ],
  [
    'FAILED, EXECUTOR_TERMINATED: the machine died',
    run(FOREVER, outage('agentCrash', 10)),
    `${RUN} FAILED`,
    told({ source: 'SOURCE_AGENT', reason: 'EXECUTOR_TERMINATED', message: 'The machine was rebooted' }),
  ],
  [
    'FAILED, EXECUTOR_REREGISTRATION_TIMEOUT: the executor did not wait for its agent',
    run(FOREVER, outage('agentRestart', 1000)),
    `${RUN} UNREACHABLE FAILED`,
    told({
      source: 'SOURCE_AGENT',
      reason: 'EXECUTOR_REREGISTRATION_TIMEOUT',
      message: 'Executor did not reregister within 2secs',
    }),
  ],
  [
    'KILLING, KILLED: the framework asked for it',
    run(FOREVER, kill),
    `${RUN} KILLING KILLED`,
    told({ source: 'SOURCE_EXECUTOR', message: 'Command terminated with signal Terminated', exitCode: 143 }),
  ],
  [
    'KILLED: a sibling failed',
    run(FOREVER, (w) => w.kill('s')),
    `${RUN} KILLING KILLED`,
    told({ source: 'SOURCE_EXECUTOR' }),
  ],
  [
    'KILLED: a health check failed once too often',
    (w) => w.launch(aGroup('g', [aTask('t', FOREVER, check(99))])),
    'STARTING RUNNING RUNNING KILLING KILLED',
    told({ source: 'SOURCE_EXECUTOR', healthy: false }),
  ],
  [
    'KILLED, TASK_KILLED_DURING_LAUNCH: before its executor had it',
    launching((w) => {
      w.runTo(0.6);
      w.kill('s');
    }),
    'KILLED',
    told({
      source: 'SOURCE_AGENT',
      reason: 'TASK_KILLED_DURING_LAUNCH',
      message: 'A task within the task group was killed before delivery to the executor',
    }),
  ],
  [
    'KILLED, AGENT_DRAINING',
    run(FOREVER, drain(false)),
    `${RUN} KILLING KILLED`,
    told({ source: 'SOURCE_EXECUTOR', reason: 'AGENT_DRAINING' }),
  ],
  [
    'GONE_BY_OPERATOR, AGENT_DRAINING: of an agent that is to be gone',
    run(FOREVER, drain(true)),
    `${RUN} KILLING GONE_BY_OPERATOR`,
    told({ source: 'SOURCE_EXECUTOR', reason: 'AGENT_DRAINING' }),
  ],
  [
    'GONE_BY_OPERATOR, AGENT_REMOVED_BY_OPERATOR',
    run(FOREVER, (w) => w.mesos.operator.markGone(first(w))),
    `${RUN} GONE_BY_OPERATOR`,
    told({ source: 'SOURCE_MASTER', reason: 'AGENT_REMOVED_BY_OPERATOR', message: 'Agent has been marked gone' }),
  ],
  [
    'ERROR, TASK_GROUP_INVALID',
    accept(aGroup('g', [aTask('t', FOREVER, { resources: amount(99, 1) })])),
    'ERROR',
    told({ source: 'SOURCE_MASTER', reason: 'TASK_GROUP_INVALID' }),
  ],
  [
    'ERROR, TASK_INVALID',
    accept(single(amount(99, 1))),
    'ERROR',
    told({ source: 'SOURCE_MASTER', reason: 'TASK_INVALID' }),
  ],
  [
    'DROPPED, INVALID_OFFERS',
    accept(single(), 'none'),
    'DROPPED',
    told({
      source: 'SOURCE_MASTER',
      reason: 'INVALID_OFFERS',
      message: 'Task launched with invalid offers: Offer O99 is no longer valid',
    }),
  ],
  [
    'DROPPED, AGENT_DRAINING: a launch on its way',
    launching(drain(false)),
    'DROPPED',
    told({ source: 'SOURCE_AGENT', reason: 'AGENT_DRAINING' }),
  ],
  [
    'DROPPED, RECONCILIATION: a launch that never arrived',
    launching(outage('agentRestart', 5)),
    'DROPPED',
    told({ source: 'SOURCE_AGENT', reason: 'RECONCILIATION', message: 'Reconciliation: task unknown to the agent' }),
  ],
  [
    'DROPPED, EXECUTOR_TERMINATED: for an executor on its way out',
    (w) => {
      w.launch(aGroup('g', [aTask('old', 'sleep 5')]));
      for (let at = 1; w.last('old')?.state !== 'TASK_FINISHED'; at += 0.01) w.runTo(at);
      accept(aGroup('g', [aTask('t', FOREVER)]))(w);
    },
    'DROPPED',
    told({ source: 'SOURCE_AGENT', reason: 'EXECUTOR_TERMINATED', message: 'Executor terminating' }),
  ],
  [
    'UNREACHABLE, AGENT_REMOVED',
    run(FOREVER, outage('partition', 80_000)),
    `${RUN} UNREACHABLE`,
    told({ source: 'SOURCE_MASTER', reason: 'AGENT_REMOVED', message: 'health check timed out' }),
  ],
  [
    'LOST, AGENT_REMOVED: its machine was taken down',
    run(FOREVER, takeDown),
    `${RUN} LOST`,
    told({
      source: 'SOURCE_MASTER',
      reason: 'AGENT_REMOVED',
      message: "Agent 10.0.0.1 removed: Operator initiated 'Machine DOWN'",
    }),
  ],
  [
    'GONE, RECONCILIATION: its agent does not know it',
    reconcile('t'),
    'GONE',
    told({
      source: 'SOURCE_MASTER',
      reason: 'RECONCILIATION',
      message: 'Reconciliation: Task is unknown to the agent',
    }),
  ],
  [
    'UNKNOWN, RECONCILIATION: its agent is unknown, too',
    (w) => w.kill('t'),
    'UNKNOWN',
    told({ source: 'SOURCE_MASTER', reason: 'RECONCILIATION', message: 'Reconciliation: Task is unknown' }),
  ],
];

test.each(rows)('%s', (_, deed, states, last) => {
  const world = aMesos();
  deed(world);
  world.runTo(1200);
  expect(world.states('t')).toBe(states);
  expect(world.last('t')).toMatchObject(last);
  if (!('reason' in last) && states !== 'STAGING STARTING RUNNING') expect(world.last('t')?.reason).toBeUndefined();
  expect(auditMesos(world.state.mesos)).toEqual([]);
});

describe('nothing follows on an end', () => {
  const ends = rows.filter(([, , states]) =>
    /(FINISHED|FAILED|KILLED|ERROR|DROPPED|GONE_BY_OPERATOR|LOST)$/.test(states),
  );
  test.each(ends)('%s', (_, deed, states) => {
    const world = aMesos();
    deed(world);
    world.runTo(1200);
    for (const cause of [kill, outage('partition', 400), (w: MesosWorld) => w.mesos.strike({ kind: 'masterFailover' })])
      cause(world);
    world.runTo(3000);
    // A KILL of what has ended is answered as a question.
    const later = world.states('t').slice(states.length).trim();
    expect(['', 'GONE', 'UNKNOWN', 'UNREACHABLE', 'GONE_BY_OPERATOR']).toContain(later);
    const asked = world.state.framework.statuses.filter((status) => status.taskId === 't').at(-1);
    expect(later === '' || asked?.reason === 'RECONCILIATION').toBe(true);
    expect(world.state.mesos.master.tasks.has('t')).toBe(false);
  });
});
