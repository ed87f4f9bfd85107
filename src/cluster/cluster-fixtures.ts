/** A whole cluster for tests of its API: requests in, statuses and bodies out, virtual time on demand. */
import type { Deployment } from '../protocol/marathon/deployment';
import { isMarathonEvent } from '../protocol/marathon/event';
import type { MarathonEvent } from '../protocol/marathon/event';
import type { PodInput } from '../protocol/marathon/pod';
import type { PodStatus } from '../protocol/marathon/pod-status';
import type { Queue } from '../protocol/marathon/queue';
import { createCluster } from './cluster';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, text where it is none, undefined when empty. */
  readonly body: unknown;
}

/** Container `main` runs `command`; default: for ever. */
export const podOf = (id: string, wish: Partial<PodInput> = {}, command = 'sleep 100000'): PodInput => ({
  id,
  containers: [{ name: 'main', exec: { command: { shell: command } }, resources: { cpus: 0.1, mem: 32 } }],
  ...wish,
});

export const instances = (count: number): Pick<PodInput, 'scaling'> => ({
  scaling: { kind: 'fixed', instances: count },
});

const parse = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const eventsIn = (frames: string): MarathonEvent[] =>
  frames.split('\n\n').flatMap((frame) => {
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    const event = data === undefined ? undefined : parse(data);
    return isMarathonEvent(event) ? [event] : [];
  });

/** Listens until `end`, which answers everything heard. */
const listen = (response: Response): { end(): Promise<MarathonEvent[]> } => {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let frames = '';
  const pump = async (): Promise<void> => {
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return;
      frames += decoder.decode(piece.value, { stream: true });
    }
  };
  const done = pump();
  return {
    async end() {
      // A stream that is cancelled forgets what was not read yet; reading takes a few turns per chunk.
      for (let seen = -1; seen !== frames.length;) {
        seen = frames.length;
        for (let turns = 0; turns < 20; turns++) await Promise.resolve();
      }
      await reader?.cancel();
      await done;
      return eventsIn(frames);
    },
  };
};

/** The quickstart cluster, before anything runs on it, over Marathon's own root paths. */
export const aCluster = (seed = 1, scenario = 'quickstart') => {
  const errors: unknown[] = [];
  const cluster = createCluster({ scenario, seed, onError: (error) => errors.push(error) });
  const raw = (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
    cluster.fetch(new Request(`http://dcos.local:8080${path}`, { method, ...init }));
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await raw(method, path, body === undefined ? {} : json);
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  };
  const read = async <Body>(path: string): Promise<Body> => (await send('GET', path)).body as Body;
  return {
    /** Everything that was thrown inside. */
    errors,
    /** Of the world with everything done that is due. */
    digest: async () => (await read<{ digest: string }>('/_simulation')).digest,
    raw,
    send,
    read,
    add: (pod: PodInput) => send('POST', '/v2/pods', pod),
    update: (pod: PodInput, query = '') => send('PUT', `/v2/pods/${pod.id}${query}`, pod),
    advance: (seconds: number) => send('POST', '/_simulation/clock/advance', { seconds }),
    status: (id: string) => read<PodStatus>(`/v2/pods/${id}::status`),
    deployments: () => read<Deployment[]>('/v2/deployments'),
    queue: () => read<Queue>('/v2/queue?embed=lastUnusedOffers'),
    listen: async (query = '') =>
      listen(await raw('GET', `/v2/events${query}`, { headers: { accept: 'text/event-stream' } })),
  };
};
