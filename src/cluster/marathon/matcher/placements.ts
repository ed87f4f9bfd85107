/** How the placed instances of a pod spread over the values of a field: counted once, then kept up to date launch by launch. */
import type { AgentPlace, Instance } from '../instance/instance';
import { isLost } from '../instance/instance';
import { fieldValue } from './field-value';
import type { Place } from './field-value';

export interface Placements {
  /** Instances per value of the field; agents without the field are not counted. */
  countsOf(field: string): ReadonlyMap<string, number>;
  /** Where the first counted instance runs, for CLUSTER without a value. */
  first(): Place | undefined;
  add(place: Place): void;
}

/** Counted: placed, not lost, launched with the current configuration or a newer one. */
export const isCounted = (instance: Instance, lastConfigChangeAt: string): boolean =>
  instance.condition !== 'Scheduled' && !isLost(instance.condition) && instance.version >= lastConfigChangeAt;

/** Counted where something is to be reserved, besides: what is reserved is there to stay, whatever its version and condition. */
export const isCountedOrBound = (instance: Instance, lastConfigChangeAt: string): boolean =>
  instance.reservation !== undefined || isCounted(instance, lastConfigChangeAt);

/** @param places of the counted instances, oldest first */
export const createPlacements = (places: readonly Place[]): Placements => {
  const known = [...places];
  const byField = new Map<string, Map<string, number>>();
  const count = (counts: Map<string, number>, field: string, place: Place): void => {
    const value = fieldValue(field, place);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  return {
    countsOf(field) {
      let counts = byField.get(field);
      if (counts === undefined) {
        counts = new Map();
        for (const place of known) count(counts, field, place);
        byField.set(field, counts);
      }
      return counts;
    },
    first: () => known[0],
    add(place) {
      known.push(place);
      for (const [field, counts] of byField) count(counts, field, place);
    },
  };
};

/** Where those of a service's instances are that count. @param configVersion of its last configuration change */
export const countedPlaces = (
  instances: readonly Instance[],
  configVersion: string,
  isIn: typeof isCounted,
): AgentPlace[] => {
  const places: AgentPlace[] = [];
  for (const instance of instances)
    if (instance.agent !== null && isIn(instance, configVersion)) places.push(instance.agent);
  return places;
};
