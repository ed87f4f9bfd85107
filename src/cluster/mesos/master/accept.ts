/** ACCEPT and DECLINE: what becomes of offers (Mesos `Master::accept`, `Master::decline`). */
import { addResources, subtractResources } from '../../../protocol/mesos/resource-math';
import { isLaunch } from '../../../protocol/mesos/offer';
import type { LaunchOperation, Operation } from '../../../protocol/mesos/offer';
import type { RoleResources } from '../../../protocol/mesos/resources';
import type { SchedulerCall } from '../../../protocol/mesos/scheduler';
import type { TaskState } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import { AUTHORIZE, drawLatency, HOP } from '../latency';
import type { MesosContext } from '../mesos-state';
import { recoverResources } from './allocator';
import { refuseResources } from './filters';
import { demandOf, launchGroupFault } from './launch-group-validation';
import { checkpoint, sendToAgent, tellStatuses } from './link';
import { isActive, toldState } from './master-state';
import type { MasterAgent, OfferRecord } from './master-state';
import { takeOffer } from './offers';
import { convert, judgeReservation } from './reservations';
import { addTask, charge } from './task-book';

type Accept = Extract<SchedulerCall, { kind: 'ACCEPT' }>;
type Decline = Extract<SchedulerCall, { kind: 'DECLINE' }>;

interface Refusal {
  readonly state: TaskState;
  readonly reason: string;
  readonly message: string;
}

/** Tells the framework that the master launches none of the group's tasks. Nothing to acknowledge. */
const refuseGroup = (ctx: MesosContext, group: LaunchOperation, agentId: string, refusal: Refusal): void => {
  const statuses = group.tasks.map(
    ({ taskId }) =>
      ({
        taskId,
        executorId: group.executor.executorId,
        agentId,
        ...refusal,
        source: 'SOURCE_MASTER',
        timestamp: ctx.runtime.now(),
      }) as const,
  );
  tellStatuses(ctx, statuses);
};

/** Launches what fits and is valid; the result is what it took. */
const launchGroup = (
  ctx: MesosContext,
  agent: MasterAgent,
  group: LaunchOperation,
  available: readonly RoleResources[],
): readonly RoleResources[] => {
  const { executor, tasks } = group;
  const { frameworkId, executorId } = executor;
  const launchExecutor = !agent.executors.has(executorId);
  const demand = demandOf(group, launchExecutor);
  const fault = launchGroupFault(ctx.state.master, agent, group, demand, available);
  if (fault !== undefined) {
    const reason = group.type === 'LAUNCH' ? 'TASK_INVALID' : 'TASK_GROUP_INVALID';
    refuseGroup(ctx, group, agent.id, { state: 'TASK_ERROR', reason, message: fault });
    return [];
  }
  charge(ctx, frameworkId, agent.id, demand);
  if (launchExecutor) agent.executors.set(executorId, { frameworkId, resources: addResources([], executor.resources) });
  for (const info of tasks) {
    addTask(ctx, { info, frameworkId, executorId, agentId: agent.id, state: 'TASK_STAGING', statuses: [] });
  }
  const capabilities = ctx.state.master.frameworks.get(frameworkId)?.info.capabilities ?? [];
  const killingState = capabilities.includes('TASK_KILLING_STATE');
  const delay = millis(HOP + drawLatency(AUTHORIZE, () => ctx.runtime.draw('master.authorize')));
  const message = {
    to: 'agent',
    kind: 'RUN_TASK_GROUP',
    agentId: agent.id,
    group,
    launchExecutor,
    killingState,
  } as const;
  ctx.runtime.because(group.cause ?? null, () => sendToAgent(ctx, agent, message, delay));
  return demand;
};

const offersFault = (ctx: MesosContext, call: Accept, records: readonly OfferRecord[]): string | undefined => {
  if (call.offerIds.length === 0) return 'No offers specified';
  const lost = call.offerIds.find((id) => !records.some(({ offer }) => offer.id === id));
  if (lost !== undefined) return `Offer ${lost} is no longer valid`;
  const [first, ...others] = records;
  if (first === undefined) return 'No offers specified';
  if (others.some(({ offer }) => offer.agentId !== first.offer.agentId))
    return 'Aggregated offers must belong to one single agent';
  if (others.some(({ role }) => role !== first.role)) return 'Aggregated offers must be allocated to the same role';
  const agent = ctx.state.master.agents.get(first.offer.agentId);
  if (agent === undefined || !isActive(agent)) return `Agent ${first.offer.agentId} is not active`;
  return undefined;
};

/** Does one operation with what the offers have left; the result is what it leaves. */
const apply = (
  ctx: MesosContext,
  agent: MasterAgent,
  operation: Operation,
  available: readonly RoleResources[],
  role: string,
): readonly RoleResources[] => {
  if (isLaunch(operation)) return subtractResources(available, launchGroup(ctx, agent, operation, available));
  const verdict = judgeReservation(operation, { available, total: agent.total, role });
  if (typeof verdict === 'string') return available;
  agent.total = convert(agent.total, verdict);
  return convert(available, verdict);
};

/** Uses the offers for the operations, in order; what remains goes back to the allocator. */
export const acceptOffers = (ctx: MesosContext, call: Accept): void => {
  const { master } = ctx.state;
  const records = call.offerIds.flatMap((id) => takeOffer(ctx, call.frameworkId, id) ?? []);
  const fault = offersFault(ctx, call, records);
  const agentId = records[0]?.offer.agentId ?? '';
  const agent = master.agents.get(agentId);
  if (fault !== undefined || agent === undefined) {
    const message = `Task launched with invalid offers: ${fault}`;
    const state = toldState(master.frameworks.get(call.frameworkId), 'TASK_DROPPED');
    for (const group of call.operations.filter(isLaunch))
      refuseGroup(ctx, group, agentId, { state, reason: 'INVALID_OFFERS', message });
    for (const { offer } of records) recoverResources(ctx, call.frameworkId, offer.agentId, offer.resources);
    return;
  }
  let available = records.reduce<readonly RoleResources[]>((sum, { offer }) => addResources(sum, offer.resources), []);
  const role = records[0]?.role ?? '*';
  const { total } = agent;
  for (const operation of call.operations) available = apply(ctx, agent, operation, available, role);
  if (agent.total !== total) checkpoint(ctx, agent);
  recoverResources(ctx, call.frameworkId, agentId, available);
  const refusal = { frameworkId: call.frameworkId, role, agentId, resources: available };
  refuseResources(master.allocator, refusal, call.filters.refuse, ctx.runtime.now());
};

/** Gives offers back untouched. Unknown ones are ignored. */
export const declineOffers = (ctx: MesosContext, call: Decline): void => {
  for (const offerId of call.offerIds) {
    const record = takeOffer(ctx, call.frameworkId, offerId);
    if (record === undefined) continue;
    const { agentId, resources } = record.offer;
    recoverResources(ctx, call.frameworkId, agentId, resources);
    const refusal = { frameworkId: call.frameworkId, role: record.role, agentId, resources };
    refuseResources(ctx.state.master.allocator, refusal, call.filters.refuse, ctx.runtime.now());
  }
};
