/** The answer to "why does this service wait?": every agent, every requirement, and what would help. */
import type { RecordedInstance, ServiceScheduling, WaitingService } from '../../protocol/simulation/scheduling';
import { isPod } from '../marathon/group/definition';
import { isResting, isWaiting } from '../marathon/instance/instance';
import { countsOf } from '../marathon/launch-queue/offer-statistics';
import type { RecordState } from '../record/record-state';
import type { WorldState } from '../world';
import { judgeAgents } from './agent-judgements';
import { fixesFor } from './fix/nearest-fix';
import { summarise } from './scheduling-summary';
import { viewService, waitingFor } from './service-view';

/** Those there are, then those of which only the record is left. */
const instancesFor = (record: RecordState, service: string, present: readonly string[]): RecordedInstance[] => {
  const gone = [...record.instances].flatMap(([id, { runSpecId }]) => (runSpecId === service ? [id] : []));
  return [...new Set([...present, ...gone])].map((instanceId) => {
    const choice = record.instances.get(instanceId)?.launches.at(-1)?.choice;
    return { instanceId, hostname: choice?.hostname ?? null, chosenAt: choice?.at ?? null };
  });
};

/**
 * Of a service of the tree; undefined: there is none of this id. Costs one match per agent.
 * @param mostAgents how many agents are told; the summary is over all of them
 */
export const serviceScheduling = (
  state: WorldState,
  id: string,
  mostAgents = Infinity,
): ServiceScheduling | undefined => {
  const view = viewService(state, id);
  if (view === undefined) return undefined;
  const { definition, pod, instances, waiting } = view;
  const statistics = state.marathon.queue.statistics.get(id);
  const counts = statistics && countsOf(statistics);
  const agents = judgeAgents(view, statistics);
  const summary = summarise(view, agents);
  return {
    service: id,
    kind: isPod(definition) ? 'pod' : 'app',
    version: definition.version,
    at: view.now,
    waiting,
    wanted: pod.scaling.instances,
    placed: instances.filter((instance) => !isWaiting(instance) && !isResting(instance)).length,
    offers: {
      seen: counts?.processed ?? 0,
      refused: counts?.unused ?? 0,
      lastRefusedAt: counts?.lastUnusedAt ?? null,
      lastUsedAt: statistics?.lastUsedAt ?? null,
    },
    summary,
    agents: agents.slice(0, mostAgents),
    fixes: fixesFor(view, summary.fit > 0),
    instances: instancesFor(
      state.record,
      id,
      instances.map((instance) => instance.id),
    ),
  };
};

/** Every service of which something waits. */
export const waitingServices = (state: WorldState): WaitingService[] =>
  [...state.marathon.tracker.scheduled.keys()].flatMap((service): WaitingService[] => {
    const found = waitingFor(state, service);
    if (found === undefined) return [];
    return [{ service, kind: isPod(found.known.definition) ? 'pod' : 'app', waiting: found.waiting }];
  });
