/** I18: what the master's event stream tells, played back, is what GET_STATE answers; from the start, and from anywhere later. */
import type { HttpAnswer } from '../cluster/runtime/http';
import type { World } from '../cluster/world';
import { createMesosReplay } from './mesos-replay';
import type { MesosReplay } from './mesos-replay';
import type { Witness } from './witness';

const call = ({ mesos }: World, type: string): HttpAnswer => {
  const request = {
    method: 'POST',
    path: '/api/v1',
    query: new URLSearchParams(),
    headers: new Map([['content-type', 'application/json']]),
    body: new TextEncoder().encode(JSON.stringify({ type })),
    origin: 'http://test',
  };
  return mesos.http.master(request) ?? { status: 404 };
};

const readState = (world: World): unknown => {
  const { json } = call(world, 'GET_STATE');
  return typeof json === 'object' && json !== null && 'get_state' in json ? json.get_state : undefined;
};

interface Listener {
  readonly replay: MesosReplay;
  isOpen: boolean;
}

/** A listener who hears nothing where no master leads. */
const listen = (world: World): Listener => {
  const listener: Listener = { replay: createMesosReplay(), isOpen: false };
  const { stream } = call(world, 'SUBSCRIBE');
  if (stream === undefined) return listener;
  listener.isOpen = true;
  stream(listener.replay.fold, () => {
    listener.isOpen = false;
  });
  return listener;
};

/** @param every how many requests lie between two comparisons; with each, another listener begins */
export const createMesosReplayWitness = (world: World, every: number): Witness => {
  let listeners = [listen(world)];
  let asked = 0;
  return {
    before: () => {
      asked++;
      if (asked % every !== 0) return [];
      // Connections end with the master.
      listeners = listeners.filter(({ isOpen }) => isOpen);
      const state = readState(world);
      const faults = listeners.flatMap(({ replay }) => replay.faults(state));
      // The first one goes on, the others take turns.
      listeners.splice(1, listeners.length > 2 ? 1 : 0);
      listeners.push(listen(world));
      return faults;
    },
  };
};
