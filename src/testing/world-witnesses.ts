/** All witnesses of a world's requests as one, sharing one event stream. */
import type { ClusterEntry, World } from '../cluster/world';
import { createDryRunWitness } from './dry-run-witness';
import { createHealthWitness } from './health-witness';
import { createMesosReplayWitness } from './mesos-replay-witness';
import { createQueueWitness } from './queue-witness';
import { createReplayWitness } from './replay-witness';
import { createRolloutWitness } from './rollout-witness';
import { createStepWitness } from './step-witness';
import { createTreeWitness } from './tree-witness';
import { createVersionWitness } from './version-witness';
import { listen } from './witness';
import { hasFaults } from './random-faults';
import type { Exchange, Question, Witness } from './witness';

/** They cost a third of a world's time, and read much; so every other world goes without them. */
const witnessesOf = (world: World): readonly Witness[] => {
  const { seed } = world.state;
  if (hasFaults(seed)) return [];
  return [
    createTreeWitness(),
    createDryRunWitness(),
    createVersionWitness(),
    createRolloutWitness(),
    createStepWitness(),
    createHealthWitness(),
    createQueueWitness(seed % 10 === 0 ? 1 : 5),
    createReplayWitness(world, seed % 10 === 0 ? 1 : 10),
    createMesosReplayWitness(world, seed % 10 === 0 ? 1 : 10),
  ];
};

export const createWitnesses = (world: World) => {
  const witnesses = witnessesOf(world);
  if (witnesses.length > 0)
    listen(world, (event) => {
      for (const witness of witnesses) witness.onEvent?.(event, world);
    });
  return {
    before: (question: Question): string[] => witnesses.flatMap((each) => each.before?.(question, world) ?? []),
    after: (exchange: Exchange): string[] => witnesses.flatMap((each) => each.after?.(exchange, world) ?? []),
    observe: (entry: ClusterEntry): string[] => witnesses.flatMap((each) => each.observe?.(entry, world) ?? []),
  };
};
