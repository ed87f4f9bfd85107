/** The container of an app: its engine, image, volumes and ports (Marathon RAML `container`, `dockerContainer`). */
import * as z from 'zod/mini';
import { portMappingSchema } from './app-port.schema';
import { appVolumeSchema } from './app-volume.schema';
import { described } from './described';
import { ipcInfoSchema, seccompSchema } from './shared.schema';

const portMappings = (description: string) =>
  described(z.optional(z.array(portMappingSchema)), { title: 'Port mappings', description });

const dockerSchema = described(
  z.object({
    image: described(z.string().check(z.minLength(1)), {
      title: 'Image',
      description: 'Image name with an optional tag.',
      examples: ['nginx:1.11'],
    }),
    forcePullImage: described(z._default(z.boolean(), false), {
      title: 'Force pull',
      description: 'true: pull the image also when the agent has it.',
    }),
    privileged: described(z._default(z.boolean(), false), {
      title: 'Privileged',
      description: 'true: the container gets all rights on its agent. Only for type DOCKER.',
    }),
    parameters: described(
      z._default(
        z.array(
          z.object({
            key: described(z.string().check(z.minLength(1)), {
              title: 'Key',
              description: 'Name of an option of "docker run".',
              examples: ['hostname'],
            }),
            value: described(z.string(), { title: 'Value', description: 'Value of the option.' }),
          }),
        ),
        [],
      ),
      { title: 'Parameters', description: 'Further options of "docker run"; only for type DOCKER.' },
    ),
    pullConfig: described(
      z.optional(
        z.object({
          secret: described(z.string(), {
            title: 'Secret',
            description: 'Name of an entry of "secrets" that holds the Docker credentials.',
          }),
        }),
      ),
      { title: 'Pull configuration', description: 'Credentials for a private registry; only for type MESOS.' },
    ),
    network: described(z.optional(z.enum(['BRIDGE', 'HOST', 'NONE', 'USER'])), {
      title: 'Network',
      description: 'Old form of "networks": BRIDGE, HOST, or USER.',
    }),
    portMappings: portMappings('Old place of the port mappings, which are members of "container" now.'),
    credential: described(z.optional(z.record(z.string(), z.string())), {
      title: 'Credential',
      description: 'No longer supported; see "pullConfig".',
    }),
  }),
  { title: 'Docker image', examples: [{ image: 'nginx:1.11' }] },
);

export const appContainerSchema = described(
  z.object({
    type: described(z._default(z.enum(['MESOS', 'DOCKER']), 'DOCKER'), {
      title: 'Engine',
      description: 'MESOS: the universal container runtime. DOCKER (default): the Docker daemon of the agent.',
    }),
    docker: described(z.optional(dockerSchema), {
      title: 'Docker image',
      description:
        'Image of the container. Required for type DOCKER; with MESOS the file system of the agent is used without it.',
    }),
    volumes: described(z._default(z.array(appVolumeSchema), []), {
      title: 'Volumes',
      description: 'Storage mounted into the container.',
    }),
    portMappings: portMappings(
      'Ports of the container; not with host networking. Absent: one port named "default"; empty: none.',
    ),
    linuxInfo: described(
      z.optional(z.object({ seccomp: z.optional(seccompSchema), ipcInfo: z.optional(ipcInfoSchema) })),
      { title: 'Linux', description: 'Settings of the Linux kernel for this container; only for type MESOS.' },
    ),
  }),
  {
    title: 'Container',
    description: 'Engine, image, volumes and ports; absent: a command on the file system of the agent.',
    examples: [{ type: 'MESOS', docker: { image: 'nginx:1.11' } }],
  },
);
