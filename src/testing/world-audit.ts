/** The invariants of a world: after each entry those it may have broken, at rest all of them. */
import { auditMarathon } from '../cluster/marathon/invariants';
import { auditAgent, auditExecutors, auditMesos } from '../cluster/mesos/invariants';
import { auditMaster, newAuditMemory } from '../cluster/mesos/master/invariants';
import type { ClusterEntry, World } from '../cluster/world';
import { hasFaults } from './random-faults';

/** Entries between two looks at everything, whatever was looked at before. */
const EVERYTHING_EVERY = 1000;

export interface WorldAudit {
  /** After an entry was delivered. */
  after(entry: ClusterEntry): string[];
  /** When nothing is left to do at this instant, or a request was answered. */
  atRest(): string[];
}

/**
 * An instance that was lost and comes back may meet another one that took its place meanwhile: where there are faults,
 * constraints are judged by the observer of placements alone.
 */
const marathonFaults = ({ state }: World): string[] => {
  const faults = auditMarathon(state.marathon);
  return hasFaults(state.seed) ? faults.filter((fault) => !fault.startsWith('I6 ')) : faults;
};

/** The agent whose executors an entry is about. */
const agentOf = ({ state: { mesos } }: World, entry: ClusterEntry): string | undefined => {
  if ('agentId' in entry) return entry.agentId;
  return entry.to === 'executor' ? mesos.executors.get(entry.executor)?.agentId : undefined;
};

export const createWorldAudit = (world: World): WorldAudit => {
  const { mesos } = world.state;
  const memory = newAuditMemory();
  const known = (): string[] => [
    ...auditMaster(mesos.master, memory),
    ...[...mesos.agents.values()].flatMap((agent) => auditAgent(mesos, agent)),
    ...auditExecutors(mesos),
    ...marathonFaults(world),
  ];
  const touched = (entry: ClusterEntry): string[] => {
    switch (entry.to) {
      case 'marathon':
        return marathonFaults(world);
      case 'master':
      case 'allocator':
        return auditMaster(mesos.master, memory);
      case 'agent':
      case 'executor': {
        const agent = mesos.agents.get(agentOf(world, entry) ?? '');
        return agent === undefined ? [] : auditAgent(mesos, agent);
      }
      default:
        return known();
    }
  };
  return {
    after: (entry) =>
      world.state.runtime.processed % EVERYTHING_EVERY === 0
        ? [...auditMesos(mesos), ...marathonFaults(world)]
        : touched(entry),
    atRest: known,
  };
};
