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

const listen = (world: World): MesosReplay => {
  const replay = createMesosReplay();
  call(world, 'SUBSCRIBE').stream?.(replay.fold);
  return replay;
};

/** @param every how many requests lie between two comparisons; with each, another listener begins */
export const createMesosReplayWitness = (world: World, every: number): Witness => {
  const replays = [listen(world)];
  let asked = 0;
  return {
    before: () => {
      asked++;
      if (asked % every !== 0) return [];
      const state = readState(world);
      const faults = replays.flatMap((replay) => replay.faults(state));
      // The first one goes on, the others take turns.
      replays.splice(1, replays.length > 2 ? 1 : 0);
      replays.push(listen(world));
      return faults;
    },
  };
};
