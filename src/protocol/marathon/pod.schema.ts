/**
 * The pod definition: the one source of its types, reader errors, JSON schema and help texts (Marathon RAML `pod`).
 * Add a field here (or in the `*.schema.ts` of its noun) and everything downstream knows it.
 */
import * as z from 'zod/mini';
import { described } from './described';
import { PATH_ID_PATTERN } from './patterns';
import { containerSchema } from './container.schema';
import { networksSchema } from './network.schema';
import { scalingSchema, schedulingSchema } from './scheduling.schema';
import {
  CPUS_HELP,
  DISK_HELP,
  environmentSchema,
  ipcInfoSchema,
  labelsSchema,
  seccompSchema,
  secretsSchema,
  userSchema,
} from './shared.schema';
import { volumesSchema } from './volume.schema';

export const executorResourcesSchema = described(
  z.object({
    cpus: described(z._default(z.number().check(z.minimum(0.1)), 0.1), { title: 'CPUs', description: CPUS_HELP }),
    mem: described(z._default(z.number().check(z.minimum(32)), 32), {
      title: 'Memory (MiB)',
      description: 'Memory in MiB.',
    }),
    disk: described(z._default(z.number().check(z.minimum(10)), 10), { title: 'Disk (MiB)', description: DISK_HELP }),
  }),
  {
    title: 'Executor resources',
    description: 'What the executor of an instance needs, once per instance, besides its containers.',
  },
);

export const podSchema = described(
  z.object({
    id: described(z.string().check(z.minLength(1), z.regex(PATH_ID_PATTERN)), {
      title: 'Service ID',
      description: 'Absolute path of the pod; segments of small letters, digits, inner hyphens and dots.',
      examples: ['/shop/web'],
    }),
    version: described(z.optional(z.string()), {
      title: 'Version',
      description: 'Time of the last change; set by Marathon, ignored when sent.',
      readOnly: true,
    }),
    labels: labelsSchema('Labels of the pod; containers see them as environment variables.', [{ team: 'shop' }]),
    user: userSchema('User all containers run as.'),
    environment: environmentSchema('Environment variables of all containers.'),
    secrets: secretsSchema,
    containers: described(z.array(containerSchema).check(z.minLength(1)), {
      title: 'Containers',
      description: 'One or more containers that run together.',
    }),
    volumes: volumesSchema,
    networks: networksSchema,
    scaling: z.prefault(scalingSchema, { kind: 'fixed' }),
    scheduling: z.prefault(schedulingSchema, {}),
    executorResources: z.prefault(executorResourcesSchema, {}),
    role: described(z.optional(z.string().check(z.minLength(1))), {
      title: 'Role',
      description: 'Mesos role whose resources and quota the pod uses.',
      examples: ['slave_public'],
    }),
    linuxInfo: described(
      z.optional(z.object({ seccomp: z.optional(seccompSchema), ipcInfo: z.optional(ipcInfoSchema) })),
      {
        title: 'Linux',
        description: 'Settings of the Linux kernel for the executor; seccomp is not supported there.',
      },
    ),
    legacySharedCgroups: described(z.optional(z.boolean()), {
      title: 'Shared cgroups',
      description:
        'true: all containers share the limits of the executor, as before Marathon 1.9. Default false; forbids resource limits.',
    }),
  }),
  { title: 'Pod', description: 'Containers that run together on one agent, placed, scaled and updated as one.' },
);
