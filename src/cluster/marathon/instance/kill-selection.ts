/**
 * Which instances go first when a pod shrinks (Marathon `core/deployment/ScalingProposition`, `Constraints.selectInstancesToKill`).
 * Pure: those that keep a GROUP_BY spread even, then by condition and age.
 */
import type { Constraint } from '../../../protocol/marathon/pod';
import { fieldValue } from '../matcher/field-value';
import type { Condition, Instance } from './instance';

export interface SelectionRule {
  readonly killSelection: 'YOUNGEST_FIRST' | 'OLDEST_FIRST';
  readonly constraints: readonly Constraint[];
}

const WEIGHT: Partial<Record<Condition, number>> = {
  Unreachable: 1,
  UnreachableInactive: 1,
  Staging: 2,
  Starting: 3,
  Running: 4,
};

/** What waits for an offer costs nothing to give up, what is not known to be well comes next. */
const weightOf = (instance: Instance): number => {
  if (instance.condition === 'Scheduled') return -1;
  if (instance.condition === 'Provisioned') return 0;
  return WEIGHT[instance.condition] ?? 5;
};

const ageKey = (instance: Instance): number => {
  if (instance.condition === 'Staging')
    return instance.tasks.reduce((latest, task) => Math.max(latest, task.stagedAt), 0);
  if (instance.condition === 'Starting') return instance.since;
  return instance.activeSince ?? instance.since;
};

const neverActive = (instance: Instance): number => (instance.activeSince === null ? 0 : 1);

/** Sorts so that the first is the first to go. */
const byPriority =
  (rule: SelectionRule) =>
  (a: Instance, b: Instance): number => {
    const younger = rule.killSelection === 'YOUNGEST_FIRST' ? -1 : 1;
    return weightOf(a) - weightOf(b) || neverActive(a) - neverActive(b) || younger * (ageKey(a) - ageKey(b));
  };

/** Candidates by the values of the GROUP_BY fields, one level per field; the leaves hold them, the next to go last. */
interface Crowd {
  size: number;
  readonly parts: readonly Crowd[];
  readonly members: Instance[];
}

const crowdOf = (sorted: readonly Instance[], [field, ...others]: readonly string[]): Crowd => {
  if (field === undefined) return { size: sorted.length, parts: [], members: sorted.toReversed() };
  const groups = new Map<string | null, Instance[]>();
  for (const instance of sorted) {
    const value = instance.agent === null ? null : fieldValue(field, instance.agent);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [instance]);
    else group.push(instance);
  }
  return { size: sorted.length, parts: [...groups.values()].map((group) => crowdOf(group, others)), members: [] };
};

type Order = (a: Instance, b: Instance) => number;

/** The part that gives next: the fullest, of equals the one whose next goes first. Undefined in a leaf. */
const fullest = (crowd: Crowd, order: Order): Crowd | undefined =>
  crowd.parts.reduce<Crowd | undefined>((best, part) => {
    if (part.size === 0 || best === undefined) return part.size === 0 ? best : part;
    if (part.size !== best.size) return part.size > best.size ? part : best;
    const [mine, its] = [nextOf(part, order), nextOf(best, order)];
    return mine !== undefined && its !== undefined && order(mine, its) < 0 ? part : best;
  }, undefined);

const nextOf = (crowd: Crowd, order: Order): Instance | undefined => {
  const part = fullest(crowd, order);
  return part === undefined ? crowd.members.at(-1) : nextOf(part, order);
};

const take = (crowd: Crowd, order: Order): Instance | undefined => {
  const part = fullest(crowd, order);
  crowd.size--;
  return part === undefined ? crowd.members.pop() : take(part, order);
};

/** Chooses `count` of the candidates (goal Running, not inactive), in the order they go. */
export const selectVictims = (candidates: readonly Instance[], count: number, rule: SelectionRule): Instance[] => {
  const order = byPriority(rule);
  const sorted = candidates.toSorted(order);
  const fields = rule.constraints.flatMap(({ operator, fieldName }) => (operator === 'GROUP_BY' ? [fieldName] : []));
  if (fields.length === 0 || count >= sorted.length) return sorted.slice(0, Math.max(0, count));
  // What waits for an offer runs nowhere and tips no balance.
  const waiting = sorted.filter(({ condition }) => condition === 'Scheduled').slice(0, Math.max(0, count));
  const crowd = crowdOf(
    sorted.filter(({ condition }) => condition !== 'Scheduled'),
    fields,
  );
  const others = Array.from({ length: Math.max(0, count - waiting.length) }, () => take(crowd, order));
  return [...waiting, ...others.filter((instance) => instance !== undefined)];
};
