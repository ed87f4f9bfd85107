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

/** They read much, so every other world goes without them; the dearest two take turns, and one world in fifty is asked after every request. */
const witnessesOf = (world: World): readonly Witness[] => {
  const { seed } = world.state;
  if (hasFaults(seed)) return [];
  const isThorough = seed % 50 === 0;
  return [
    createTreeWitness(),
    createVersionWitness(),
    createRolloutWitness(),
    createStepWitness(),
    createHealthWitness(),
    createQueueWitness(isThorough ? 1 : 10),
    createReplayWitness(world, isThorough ? 1 : 20),
    ...(isThorough || seed % 4 === 0 ? [createDryRunWitness()] : []),
    ...(isThorough || seed % 4 === 2 ? [createMesosReplayWitness(world, isThorough ? 5 : 40)] : []),
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
    observe: (entry: ClusterEntry): string[] => {
      const faults: string[] = [];
      for (const { observe } of witnesses) if (observe !== undefined) faults.push(...observe(entry, world));
      return faults;
    },
  };
};
