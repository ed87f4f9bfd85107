/**
 * Faults on purpose: when each is due, what it hits, and its end. Chance comes from streams of their own, so that a fault
 * added does not shift anything else, and whatever follows from a hit carries the hit's id.
 */
import type { Fault, FaultWish } from '../../protocol/simulation/fault';
import { millis, seconds } from '../../protocol/units';
import type { Millis } from '../../protocol/units';
import type { Mesos } from '../mesos/mesos';
import type { MesosState } from '../mesos/mesos-state';
import type { Runtime } from '../runtime/runtime';
import type { FaultRecord, FaultsState, FaultTimer } from './faults-state';
import { gapOf } from './gap';
import { aimsOf, disturbanceOf, isCondition } from './strokes';
import type { BlowWish, ConditionWish } from './strokes';

const MAX_HITS = 20;
/** Faults that are over and still told of. */
const MAX_OVER = 200;

export interface Faults {
  receive(timer: FaultTimer): void;
  list(): Fault[];
  get(id: string): Fault | undefined;
  /** From now on it waits for its time, which may be now. */
  add(wish: FaultWish): Fault;
  /** Takes a fault away: one that waits never happens, a condition ends. False: there is no such fault. */
  remove(id: string): boolean;
}

interface FaultsContext {
  readonly state: FaultsState;
  readonly mesosState: MesosState;
  readonly mesos: Pick<Mesos, 'strike' | 'disturb' | 'relieve'>;
  readonly runtime: Runtime<FaultTimer>;
}

const timer = ({ runtime }: FaultsContext, kind: FaultTimer['kind'], faultId: string, delay: Millis): Millis => {
  const at = millis(runtime.now() + delay);
  runtime.because(null, () => runtime.send({ to: 'faults', kind, faultId, at }, delay));
  return at;
};

/** Of those that could be hit, the first `count` of a shuffled line. */
const choose = <T>(items: readonly T[], count: number, draw: () => number): T[] => {
  const line = [...items];
  const chosen: T[] = [];
  while (chosen.length < count && line.length > 0) chosen.push(...line.splice(Math.floor(draw() * line.length), 1));
  return chosen;
};

const note = (record: FaultRecord, hit: FaultRecord['hits'][number]): void => {
  record.hits.push(hit);
  if (record.hits.length > MAX_HITS) record.hits.shift();
};

const strikeAll = (context: FaultsContext, record: FaultRecord, wish: BlowWish): void => {
  const { mesosState, mesos, runtime } = context;
  const id = `${record.id}.${record.fired}`;
  const hit: string[] = [];
  const missed: string[] = [];
  const aims = choose(aimsOf(mesosState, wish), wish.count ?? 1, () => runtime.draw('faults.targets'));
  runtime.because(id, () => {
    for (const { subject, stroke } of aims) {
      const why = mesos.strike(stroke);
      if (why === undefined) hit.push(subject);
      else missed.push(why);
    }
  });
  const nothing = aims.length === 0 ? 'nothing fits the target' : missed[0];
  note(record, { id, at: runtime.now(), hit, ...(hit.length === 0 && nothing !== undefined && { missed: nothing }) });
};

const begin = (context: FaultsContext, record: FaultRecord, wish: ConditionWish): void => {
  const { mesosState, mesos, runtime } = context;
  const id = `${record.id}.${record.fired}`;
  end(context, record);
  runtime.because(id, () => mesos.disturb(disturbanceOf(id, mesosState, wish)));
  record.holding = id;
  note(record, { id, at: runtime.now(), hit: [wish.kind] });
  record.state = 'active';
  const { durationSeconds } = wish;
  record.endsAt =
    durationSeconds === undefined ? null : timer(context, 'FAULT_OVER', record.id, seconds(durationSeconds));
};

/** A condition no longer holds. */
const end = ({ mesos, runtime }: FaultsContext, record: FaultRecord): void => {
  const { holding } = record;
  if (holding !== null) runtime.because(holding, () => mesos.relieve(holding));
  record.holding = null;
  record.endsAt = null;
};

const scheduleNext = (context: FaultsContext, record: FaultRecord): void => {
  const { perHour, times } = record.wish;
  const isLast = record.fired >= (times ?? (perHour === undefined ? 1 : Infinity));
  record.dueAt =
    perHour === undefined || isLast
      ? null
      : timer(
          context,
          'FAULT_DUE',
          record.id,
          gapOf(perHour, () => context.runtime.draw('faults.gaps')),
        );
};

const settle = (record: FaultRecord): void => {
  if (record.dueAt !== null)
    record.state = record.endsAt === null && record.state !== 'active' ? 'waiting' : record.state;
  else if (record.state !== 'active') record.state = 'over';
};

const fire = (context: FaultsContext, record: FaultRecord): void => {
  record.fired++;
  if (isCondition(record.wish)) begin(context, record, record.wish);
  else strikeAll(context, record, record.wish);
  scheduleNext(context, record);
  settle(record);
};

/** Only so many of those that are over are kept. */
const forgetOld = ({ faults }: FaultsState): void => {
  let over = [...faults.values()].filter(({ state }) => state === 'over').length;
  for (const [id, { state }] of faults) {
    if (over <= MAX_OVER) return;
    if (state !== 'over') continue;
    faults.delete(id);
    over--;
  }
};

const shown = ({ id, wish, state, dueAt, endsAt, hits }: FaultRecord): Fault => ({
  id,
  wish,
  state,
  dueAt,
  endsAt,
  hits,
});

const add = (context: FaultsContext, wish: FaultWish): Fault => {
  const { state } = context;
  const id = `fault-${state.next++}`;
  const record: FaultRecord = {
    id,
    wish,
    state: 'waiting',
    dueAt: null,
    endsAt: null,
    fired: 0,
    holding: null,
    hits: [],
  };
  state.faults.set(id, record);
  const { afterSeconds, perHour } = wish;
  const first = perHour === undefined ? millis(0) : gapOf(perHour, () => context.runtime.draw('faults.gaps'));
  const delay = millis(seconds(afterSeconds ?? 0) + first);
  if (delay === 0) fire(context, record);
  else record.dueAt = timer(context, 'FAULT_DUE', id, delay);
  forgetOld(state);
  return shown(record);
};

export const createFaults = (context: FaultsContext): Faults => {
  const { faults } = context.state;
  return {
    receive({ kind, faultId, at }) {
      const record = faults.get(faultId);
      if (record === undefined) return;
      if (kind === 'FAULT_DUE' && record.dueAt === at) fire(context, record);
      if (kind === 'FAULT_OVER' && record.endsAt === at) {
        end(context, record);
        record.state = record.dueAt === null ? 'over' : 'waiting';
      }
    },
    list: () => [...faults.values()].map(shown),
    get: (id) => {
      const record = faults.get(id);
      return record === undefined ? undefined : shown(record);
    },
    add: (wish) => add(context, wish),
    remove(id) {
      const record = faults.get(id);
      if (record === undefined) return false;
      end(context, record);
      record.dueAt = null;
      record.state = 'over';
      forgetOld(context.state);
      return true;
    },
  };
};
