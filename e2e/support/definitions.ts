/** Pod definitions of the journeys, and the differences that matter to them as parameters. */

interface Container {
  readonly name: string;
  readonly command: string;
}

const resources = { cpus: 0.1, mem: 32, disk: 0, gpus: 0 };

/** A pod of small shell commands. */
const shellPod = (id: string, instances: number, containers: readonly Container[]) => ({
  id,
  scaling: { kind: 'fixed', instances },
  containers: containers.map(({ name, command }) => ({
    name,
    resources,
    exec: { command: { shell: command } },
  })),
});

/** Several containers in one pod, in the manner of the documentation: three that sleep, on the agent's network. */
export const sleepers = (id = '/sleepers', instances = 10, lastCommand = 'sleep 1000') => ({
  ...shellPod(id, instances, [
    { name: 'sleep1', command: 'sleep 1000' },
    { name: 'sleep2', command: 'sleep 1000' },
    { name: 'sleep3', command: lastCommand },
  ]),
  networks: [{ mode: 'host' }],
});

/** More than any agent of the quickstart has, of everything. */
export const giant = {
  id: '/lab/giant',
  scaling: { kind: 'fixed', instances: 2 },
  containers: [
    {
      name: 'huge',
      resources: { cpus: 64, mem: 1_048_576, disk: 0, gpus: 0 },
      exec: { command: { shell: 'sleep 10' } },
    },
  ],
  scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'IS', value: 'nowhere' }] } },
};

export const asText = (pod: object): string => `${JSON.stringify(pod, null, 2)}\n`;
