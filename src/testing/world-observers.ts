/** Onlookers that know the past: what no single state can show wrong, a sequence of entries can. One set per world. */
import { createAllocationObserver } from './allocation-observer';
import { createGroupObserver } from './group-observer';
import type { Observer } from './observer';
import { createOrderObserver } from './order-observer';
import { createPlacementObserver } from './placement-observer';
import { createStatusObserver } from './status-observer';

/** All observers as one. */
export const createObservers = (): Observer => {
  const observers = [
    createStatusObserver(),
    createGroupObserver(),
    createOrderObserver(),
    createPlacementObserver(),
    createAllocationObserver(),
  ];
  return (entry, world) => observers.flatMap((observe) => observe(entry, world));
};
