/** What may happen to a task `t`, in a line each: deeds for tables. */
import type { LaunchOperation } from '../../protocol/mesos/offer';
import { millis, seconds } from '../../protocol/units';
import { EPOCH } from '../runtime/runtime';
import { aGroup, amount, aTask } from './mesos-world-fixture';
import type { MesosWorld } from './mesos-world-fixture';

export const FOREVER = 'while true; do sleep 1; done';
export const first = (world: MesosWorld): string => world.agents[0] ?? '';
const machine = { hostname: '10.0.0.1', ip: '10.0.0.1' };

export type Deed = (world: MesosWorld) => unknown;

/** `t` runs `shell`, with a sibling `s`; then something happens at second 20. */
export const run =
  (shell: string, deed: Deed = () => undefined): Deed =>
  (world) => {
    world.launch(aGroup('g', [aTask('t', shell), aTask('s', FOREVER)]));
    world.runTo(20);
    deed(world);
  };
/** The master has taken the group, the agent has not heard of it. */
export const launching =
  (deed: Deed): Deed =>
  (world) => {
    world.launch(aGroup('g', [aTask('t', FOREVER), aTask('s', FOREVER)]));
    for (let at = 0.501; world.state.mesos.master.tasks.size === 0; at += 0.001) world.runTo(at);
    deed(world);
  };
export const accept =
  (operation: LaunchOperation, offers: 'its own' | 'none' = 'its own'): Deed =>
  (world) => {
    world.state.framework.hoards = true;
    const frameworkId = world.state.framework.id;
    world.call({ to: 'master', kind: 'REVIVE', frameworkId });
    world.runTo((world.runtime.now() - EPOCH) / 1000 + 0.03);
    const offerIds = offers === 'none' ? ['O99'] : [world.state.framework.offers.at(-1)?.id ?? ''];
    const operations = [{ ...operation, executor: { ...operation.executor, frameworkId } }];
    world.call({ to: 'master', kind: 'ACCEPT', frameworkId, offerIds, operations, filters: { refuse: millis(0) } });
  };
export const reconcile =
  (taskId: string): Deed =>
  (world) => {
    const tasks = [{ taskId, agentId: first(world) }];
    world.call({ to: 'master', kind: 'RECONCILE', frameworkId: world.state.framework.id, tasks });
  };
export const outage =
  (kind: 'agentCrash' | 'agentRestart' | 'partition', lasts: number): Deed =>
  (world) =>
    world.mesos.strike({ kind, agentId: first(world), lasts: seconds(lasts) });
export const kill: Deed = (world) => world.kill('t');
export const crashExecutor: Deed = (world) => {
  const [executor = ''] = world.state.mesos.executors.keys();
  return world.mesos.strike({ kind: 'crashExecutor', agentId: first(world), executor });
};
export const drain =
  (markGone: boolean): Deed =>
  (world) =>
    world.mesos.operator.drain(first(world), { markGone });
export const takeDown: Deed = (world) => {
  world.mesos.operator.updateSchedule([{ machines: [machine], start: millis(0) }]);
  world.mesos.operator.startMaintenance([machine]);
};
export const check = (port: number) => ({
  healthCheck: {
    check: { type: 'TCP', port } as const,
    delay: seconds(1),
    grace: seconds(0),
    interval: seconds(5),
    timeout: seconds(1),
    maxConsecutiveFailures: 1,
  },
});
export const single = (resources = amount(0.1, 32)): LaunchOperation => {
  const { executor } = aGroup('t', [], { executorId: 't', resources: [] });
  return { type: 'LAUNCH', executor, tasks: [aTask('t', FOREVER, { resources })] };
};
