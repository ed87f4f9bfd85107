/** Start orders of chance: who waits for whom, and for what. */
import type { ContainerInput } from '../protocol/marathon/pod';
import type { Dice } from './dice';

type Condition = NonNullable<NonNullable<ContainerInput['lifecycle']>['startAfter']>[number];

/** What one can wait for of a container. */
const conditionOf = (dice: Dice, { name, healthCheck, lifecycle }: ContainerInput): Condition => {
  if (lifecycle?.kind === 'init' && dice.chance(80)) return { container: name, condition: 'finished' };
  if (healthCheck !== undefined && dice.chance(60)) return { container: name, condition: 'healthy' };
  return { container: name, ...(dice.chance(50) && { condition: 'running' }) };
};

/** An init container has something to do and then is done. */
const asInit = (dice: Dice, container: ContainerInput, steady: boolean): ContainerInput => {
  const { healthCheck: _check, image: _image, ...rest } = container;
  const endsWell = steady || dice.chance(70);
  const shell = endsWell ? dice.pick(['sleep 3', 'true', 'sleep 0.5']) : 'sleep 2; exit 1';
  return { ...rest, exec: { command: { shell } }, lifecycle: { ...rest.lifecycle, kind: 'init' } };
};

/** The same containers, some of which wait for some of those before them; the last is always a main one. */
export const inOrder = (dice: Dice, containers: readonly ContainerInput[], steady: boolean): ContainerInput[] => {
  const kinds = containers.map((container, index): ContainerInput => {
    if (index === containers.length - 1) return container;
    if (dice.chance(25)) return asInit(dice, container, steady);
    return dice.chance(20) ? { ...container, lifecycle: { ...container.lifecycle, kind: 'sidecar' } } : container;
  });
  const ordered = kinds.map((container, index): ContainerInput => {
    const startAfter = kinds.slice(0, index).flatMap((target) => (dice.chance(50) ? conditionOf(dice, target) : []));
    if (startAfter.length === 0) return container;
    const startTimeoutSeconds = steady ? dice.pick([200, 300]) : dice.pick([1, 5, 60, 300]);
    const timeout = steady || dice.chance(70) ? { startTimeoutSeconds } : {};
    return { ...container, lifecycle: { ...container.lifecycle, startAfter, ...timeout } };
  });
  return dice.chance(50) ? ordered : ordered.toReversed();
};
