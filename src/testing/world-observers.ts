/** Onlookers that know the past: what no single state can show wrong, a sequence of entries can. One set per world. */
import { createCalm } from './calm';
import { createAllocationObserver } from './allocation-observer';
import { createGroupObserver } from './group-observer';
import type { Observer } from './observer';
import { createIsolationObserver } from './isolation-observer';
import { createLossObserver } from './loss-observer';
import { createOfferObserver } from './offer-observer';
import { createOrderObserver } from './order-observer';
import { createPlacementObserver } from './placement-observer';
import { createReservationObserver } from './reservation-observer';
import { createStatusObserver } from './status-observer';

/** All observers as one. */
export const createObservers = (): Observer => {
  const calm = createCalm();
  const observers = [
    createStatusObserver(calm),
    createGroupObserver(calm),
    createOrderObserver(),
    createPlacementObserver(calm),
    createAllocationObserver(calm),
    createReservationObserver(),
    createOfferObserver(),
    createIsolationObserver(),
    createLossObserver(),
  ];
  return (entry, world) => {
    calm.look(world);
    const faults: string[] = [];
    for (const observe of observers) faults.push(...observe(entry, world));
    return faults;
  };
};
