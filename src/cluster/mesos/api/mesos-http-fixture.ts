/** Requests to a Mesos without a front door, for tests of its HTTP. */
import type { HttpAnswer, HttpHandler } from '../../runtime/http';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';

interface Asked {
  readonly method?: string;
  readonly query?: string | Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ask = (handler: HttpHandler, path: string, asked: Asked = {}): HttpAnswer | undefined =>
  handler({
    method: asked.method ?? 'GET',
    path,
    query: new URLSearchParams(asked.query ?? ''),
    headers: new Map(Object.entries(asked.headers ?? {})),
    body: new TextEncoder().encode(asked.body ?? ''),
    origin: 'http://localhost',
  });

/** A request below `/mesos`. */
export const askMaster = (world: MesosWorld, path: string, asked?: Asked) => ask(world.mesos.http.master, path, asked);

/** A request below `/agent/<id>`; by default to the agent that was registered first. */
export const askAgent = (world: MesosWorld, path: string, asked?: Asked, agentId = agentIds(world)[0] ?? '') =>
  ask(world.mesos.http.agent, `/${agentId}${path}`, asked);

/** A request below `/system/v1`. */
export const askSystem = (world: MesosWorld, path: string, asked?: Asked) => ask(world.mesos.http.system, path, asked);

export const agentIds = (world: MesosWorld): readonly string[] => [...world.state.mesos.master.agents.keys()];

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** A v1 call. */
export const aCall = (call: unknown): Asked => ({
  method: 'POST',
  headers: JSON_HEADERS,
  body: typeof call === 'string' ? call : JSON.stringify(call),
});

/** What a v1 read of the master answers, without the type. */
export const readMaster = (world: MesosWorld, type: string): unknown =>
  memberOf(askMaster(world, '/api/v1', aCall({ type, [type.toLowerCase()]: {} })), type);

/** The member of an answer that is named for its type. */
export const memberOf = (answer: HttpAnswer | undefined, type: string): unknown => {
  const json: unknown = answer?.json;
  if (typeof json !== 'object' || json === null || !('type' in json) || json.type !== type)
    throw new Error(`not ${type}: ${JSON.stringify(answer)}`);
  return Object.entries(json).find(([name]) => name === type.toLowerCase())?.[1];
};

/** Two agents; a pod of which one task runs and one has ended, 30 s old. */
export const busyMesos = (): MesosWorld => {
  const agent = anAgent(1, {
    attributes: [
      { name: 'rack', type: 'TEXT', text: 'r1' },
      { name: 'slots', type: 'SCALAR', scalar: 4 },
      { name: 'vlans', type: 'RANGES', ranges: [{ begin: 1, end: 9 }] },
      { name: 'disks', type: 'SET', set: ['ssd', 'hdd'] },
    ],
    domain: { region: 'us-west-2', zone: 'us-west-2b' },
  });
  const world = aMesos({ agents: [agent, anAgent(2)] });
  world.launch(
    aGroup(
      'a',
      [
        aTask('a', 'while :; do echo hello; sleep 10; done', { labels: { tier: 'web' }, user: 'nobody' }),
        aTask('b', 'echo first; sleep 3; echo last; echo oops >&2'),
      ],
      { volumes: ['data'], labels: { owner: 'me' } },
    ),
  );
  world.runTo(30);
  return world;
};

interface Executor {
  readonly directory: string;
  readonly container: string;
}

/** Where the one executor of a world lives, or lived. */
export const sandboxOf = (world: MesosWorld): { readonly agentId: string; readonly directory: string } => {
  for (const agentId of agentIds(world)) {
    const json = askAgent(world, '/state', {}, agentId)?.json as Record<
      'frameworks' | 'completed_frameworks',
      Record<'executors' | 'completed_executors', readonly Executor[]>[]
    >;
    const [executor] = [...json.frameworks, ...json.completed_frameworks].flatMap((framework) => [
      ...framework.executors,
      ...framework.completed_executors,
    ]);
    if (executor !== undefined) return { agentId, directory: executor.directory };
  }
  throw new Error('no executor');
};
