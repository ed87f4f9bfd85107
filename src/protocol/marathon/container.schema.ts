/** One container of a pod (Marathon RAML `podContainer`, `image`, `artifact`, `resources`). */
import * as z from 'zod/mini';
import { described } from './described';
import { execSchema } from './command.schema';
import { healthCheckSchema } from './health-check.schema';
import { lifecycleSchema } from './lifecycle.schema';
import { endpointSchema } from './network.schema';
import {
  CPUS_HELP,
  DISK_HELP,
  MEM_HELP,
  environmentSchema,
  ipcInfoSchema,
  labelsSchema,
  nameSchema,
  pathSchema,
  seccompSchema,
  uriSchema,
  userSchema,
} from './shared.schema';
import { volumeMountSchema } from './volume.schema';

export const resourcesSchema = described(
  z.object({
    cpus: described(z._default(z.number().check(z.minimum(0.001)), 1), {
      title: 'CPUs',
      description: CPUS_HELP,
      examples: [0.1],
    }),
    mem: described(z._default(z.number().check(z.minimum(0.001)), 128), {
      title: 'Memory (MiB)',
      description: MEM_HELP,
      examples: [32],
    }),
    disk: described(z._default(z.number().check(z.minimum(0)), 0), { title: 'Disk (MiB)', description: DISK_HELP }),
    gpus: described(z._default(z.int32().check(z.minimum(0)), 0), {
      title: 'GPUs',
      description: 'Whole graphics processors.',
    }),
  }),
  {
    title: 'Resources',
    description:
      'What the container is guaranteed; an instance needs the sum of its containers and its executor on one agent.',
    examples: [{ cpus: 0.1, mem: 32 }],
  },
);

const limit = z.union([z.enum(['unlimited']), z.number().check(z.minimum(0))]);
export const resourceLimitsSchema = described(
  z.object({
    cpus: described(z.optional(limit), {
      title: 'CPU limit',
      description: 'CPU shares the container can use at most, or "unlimited"; not below the requested ones.',
      examples: [2, 'unlimited'],
    }),
    mem: described(z.optional(limit), {
      title: 'Memory limit (MiB)',
      description: 'MiB the container can use at most, or "unlimited"; not below the requested ones.',
      examples: [256],
    }),
  }),
  { title: 'Resource limits', description: 'Upper bounds above the guaranteed resources.' },
);

export const imageSchema = described(
  z.object({
    kind: described(z.enum(['DOCKER']), { title: 'Kind', description: 'Always DOCKER.' }),
    id: described(z.string().check(z.minLength(1), z.maxLength(1024)), {
      title: 'Image',
      description: 'Image name with an optional tag; 1 to 1024 characters.',
      examples: ['nginx:1.11'],
    }),
    pullConfig: described(
      z.optional(
        z.object({
          secret: described(z.string(), {
            title: 'Secret',
            description: 'Name of an entry of the pod\'s "secrets" that holds the Docker credentials.',
          }),
        }),
      ),
      { title: 'Pull configuration', description: 'Credentials for a private registry.' },
    ),
    forcePull: described(z.optional(z.boolean()), {
      title: 'Force pull',
      description: 'true: pull the image also when the agent has it.',
    }),
    labels: labelsSchema('Labels of the image.', [{ team: 'shop' }]),
  }),
  {
    title: 'Image',
    description: 'File system and default command of the container; absent: the file system of the agent.',
    examples: [{ kind: 'DOCKER', id: 'nginx:1.11' }],
  },
);

export const artifactSchema = described(
  z.object({
    uri: described(uriSchema, {
      title: 'URI',
      description: 'What is fetched; 1 to 1024 characters.',
      examples: ['https://example.com/site.tar.gz'],
    }),
    extract: described(z._default(z.boolean(), true), { title: 'Extract', description: 'Unpack archives.' }),
    executable: described(z._default(z.boolean(), false), {
      title: 'Executable',
      description: 'Make the file executable.',
    }),
    cache: described(z._default(z.boolean(), false), {
      title: 'Cache',
      description: 'Keep the file on the agent for later containers.',
    }),
    destPath: described(z.optional(pathSchema), {
      title: 'Destination',
      description: 'Path in the sandbox; default: the last part of the URI.',
    }),
  }),
  { title: 'Artifact', description: 'A file fetched into the sandbox before the container starts.' },
);

export const containerSchema = described(
  z.object({
    name: described(nameSchema, {
      title: 'Name',
      description: 'Unique in the pod: small letters, digits and inner hyphens, 1 to 63 characters.',
      examples: ['web'],
    }),
    exec: z.optional(execSchema),
    resources: resourcesSchema,
    resourceLimits: z.optional(resourceLimitsSchema),
    endpoints: described(z._default(z.array(endpointSchema), []), {
      title: 'Endpoints',
      description: 'Ports the container listens on.',
    }),
    image: z.optional(imageSchema),
    environment: environmentSchema('Environment variables of this container; they override those of the pod.'),
    user: userSchema('User the container runs as; wins over the user of the pod.'),
    healthCheck: z.optional(healthCheckSchema),
    volumeMounts: described(z._default(z.array(volumeMountSchema), []), {
      title: 'Volume mounts',
      description: 'Volumes of the pod this container uses.',
    }),
    artifacts: described(z._default(z.array(artifactSchema), []), {
      title: 'Artifacts',
      description: 'Files fetched into the sandbox before the container starts.',
    }),
    labels: labelsSchema('Labels of the container.', [{ team: 'shop' }]),
    lifecycle: z.optional(lifecycleSchema),
    tty: described(z.optional(z.boolean()), { title: 'TTY', description: 'true: attach a pseudo terminal.' }),
    linuxInfo: described(
      z.optional(z.object({ seccomp: z.optional(seccompSchema), ipcInfo: z.optional(ipcInfoSchema) })),
      { title: 'Linux', description: 'Settings of the Linux kernel for this container.' },
    ),
  }),
  {
    title: 'Container',
    description: 'All containers of an instance start together on one agent and share its network and volumes.',
  },
);
