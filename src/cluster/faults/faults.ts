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
import { MAX_LIVE_FAULTS } from './faults-state';
import type { FaultRecord, FaultsState, FaultTimer } from './faults-state';
import { note as tell } from './timeline';
import { gapOf } from './gap';
import { aimsOf, disturbanceOf, isCondition } from './strokes';
import type { BlowWish, ConditionWish } from './strokes';

const MAX_HITS = 20;
/** Ids remembered of one hit. */
const MAX_SUBJECTS = 100;
/** Faults that are over and still told of. */
const MAX_OVER = 200;

const NOTHING = 'nothing fits the target';

export interface Faults {
  receive(timer: FaultTimer): void;
  /** How many more may wait or hold. */
  room(): number;
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

/** Takes a hit down, with its own line in the timeline. */
const note = (
  { state, runtime }: FaultsContext,
  record: FaultRecord,
  subjects: readonly string[],
  event: string,
  missed?: string,
): void => {
  const id = `${record.id}.${record.fired}`;
  const at = runtime.now();
  const hit = subjects.slice(0, MAX_SUBJECTS);
  record.hits.push({ id, at, hit, count: subjects.length, ...(missed !== undefined && { missed }) });
  if (record.hits.length > MAX_HITS) record.hits.shift();
  tell(
    state,
    hit.map((subject) => ({ subject, event })),
    id,
    at,
  );
};

const strikeAll = (context: FaultsContext, record: FaultRecord, wish: BlowWish): void => {
  const { mesosState, mesos, runtime } = context;
  const id = `${record.id}.${record.fired}`;
  const hit: string[] = [];
  const missed: string[] = [];
  const wanted = 'count' in wish ? (wish.count ?? 1) : 1;
  const aims = choose(aimsOf(mesosState, wish), wanted, () => runtime.draw('faults.targets'));
  runtime.because(id, () => {
    for (const { subject, stroke } of aims) {
      const why = mesos.strike(stroke);
      if (why === undefined) hit.push(subject);
      else missed.push(why);
    }
  });
  note(context, record, hit, wish.kind, aims.length === 0 ? NOTHING : missed[0]);
};

const begin = (context: FaultsContext, record: FaultRecord, wish: ConditionWish): void => {
  const { mesosState, mesos, runtime } = context;
  const id = `${record.id}.${record.fired}`;
  end(context, record);
  const disturbance = disturbanceOf(id, mesosState, wish);
  if (disturbance === undefined) return note(context, record, [], wish.kind, NOTHING);
  runtime.because(id, () => mesos.disturb(disturbance));
  record.holding = id;
  note(context, record, [wish.kind], 'begins');
  record.state = 'active';
  const { durationSeconds } = wish;
  record.endsAt =
    durationSeconds === undefined ? null : timer(context, 'FAULT_OVER', record.id, seconds(durationSeconds));
  return undefined;
};

/** A condition no longer holds. */
const end = ({ state, mesos, runtime }: FaultsContext, record: FaultRecord): void => {
  const { holding } = record;
  if (holding !== null) {
    tell(state, [{ subject: record.wish.kind, event: 'ends' }], holding, runtime.now());
    runtime.because(holding, () => mesos.relieve(holding));
  }
  record.holding = null;
  record.endsAt = null;
  record.state = 'waiting';
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

/** What does not hold waits for its next time, if there is one. */
const settle = (record: FaultRecord): void => {
  if (record.state !== 'active') record.state = record.dueAt === null ? 'over' : 'waiting';
};

const fire = (context: FaultsContext, record: FaultRecord): void => {
  record.fired++;
  if (isCondition(record.wish)) begin(context, record, record.wish);
  else strikeAll(context, record, record.wish);
  scheduleNext(context, record);
  settle(record);
};

const countLive = ({ faults }: Pick<FaultsState, 'faults'>): number =>
  [...faults.values()].filter(({ state }) => state !== 'over').length;

/** Only so many of those that are over are kept. */
const forgetOld = ({ faults }: Pick<FaultsState, 'faults'>): void => {
  let over = faults.size - countLive({ faults });
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
        settle(record);
      }
    },
    room: () => MAX_LIVE_FAULTS - countLive(context.state),
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
      settle(record);
      forgetOld(context.state);
      return true;
    },
  };
};
