/** Pods that talk to each other, for tests of what a container finds in the network. */
import type { Endpoint, PodInput } from '../protocol/marathon/pod';
import { getRequest } from '../testing/discovery-reading';
import { loadParts } from './lazy-parts';
import type { Scenario } from './scenarios/scenario';
import { aWorld } from './world-fixture';

type EndpointInput = Partial<Endpoint> & { readonly name: string };

interface Wish {
  readonly networks?: PodInput['networks'];
  readonly endpoints?: readonly EndpointInput[];
  readonly instances?: number;
  /** The agent it is bound to, by its number. */
  readonly on?: number;
}

/** Serves one line over HTTP. */
export const SERVE = 'http-echo -listen=:8080 -text=hello';
export const FOREVER = 'sleep 100000';

export const HOST: Wish = { networks: [{ mode: 'host' }] };
export const OVERLAY: Wish = { networks: [{ mode: 'container', name: 'dcos' }] };
export const BRIDGE: Wish = { networks: [{ mode: 'container/bridge' }] };

/** One container `main` that runs a command. */
export const aTalker = (
  id: string,
  command: string,
  { networks, endpoints, instances = 1, on }: Wish = HOST,
): PodInput => ({
  id,
  containers: [
    {
      name: 'main',
      exec: { command: { shell: command } },
      resources: { cpus: 0.1, mem: 32 },
      ...(endpoints !== undefined && { endpoints: [...endpoints] }),
    },
  ],
  ...(networks !== undefined && { networks }),
  scaling: { kind: 'fixed', instances },
  ...(on !== undefined && {
    scheduling: {
      placement: { constraints: [{ fieldName: 'hostname', operator: 'CLUSTER', value: `10.0.0.${on}` }] },
    },
  }),
});

/** A world of three agents, or of others, whose logs and names can be read. */
export const aNetwork = async (wish: Partial<Scenario> = {}) => {
  await loadParts();
  const made = aWorld(3, wish);
  const { world } = made;
  const taskOf = (id: string, name = 'main'): string =>
    made.status(id).instances[0]?.containers.find((container) => container.name === name)?.containerId ?? '';
  return {
    ...made,
    taskOf,
    /** What a container has printed; whole. */
    log: (taskId: string, file: 'stdout' | 'stderr' = 'stdout'): string =>
      world.mesos.http.system(getRequest(`/logs/v2/task/${taskId}/file/${file}/download`))?.text ?? '',
    /** Mesos-DNS over HTTP. */
    dns: (path: string): unknown => world.discovery.dns(getRequest(path))?.json,
    overlay: (): unknown => world.discovery.overlay(getRequest('/overlay-master/state'))?.json,
  };
};

export type Net = Awaited<ReturnType<typeof aNetwork>>;

/** A world in which pods have come up. */
export const started = async (...pods: PodInput[]): Promise<Net> => {
  const net = await aNetwork();
  for (const pod of pods) net.add(pod);
  net.runFor(30);
  return net;
};

/** What a pod that asks once prints. */
export const asked = (net: Net, from: Wish, command: string): string => {
  const id = `/asker${net.world.state.marathon.store.specs.size}`;
  net.add(aTalker(id, `${command}; ${FOREVER}`, from));
  net.runFor(200);
  const task = net.taskOf(id);
  return net.log(task) + net.log(task, 'stderr');
};
