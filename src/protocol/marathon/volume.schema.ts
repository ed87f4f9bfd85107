/** Volumes of a pod and where containers mount them (Marathon RAML `volumes`, `volumeMount`). */
import * as z from 'zod/mini';
import { described } from './described';
import { constraintsSchema } from './scheduling.schema';
import { nameSchema, pathSchema } from './shared.schema';

const volumeName = described(nameSchema, {
  title: 'Name',
  description: 'Unique in the pod; containers mount the volume by this name.',
  examples: ['data'],
});

const persistentVolumeInfoSchema = described(
  z.object({
    type: described(z._default(z.enum(['root', 'path', 'mount']), 'root'), {
      title: 'Disk type',
      description: 'root: the root disk of the agent. path: part of a dedicated disk. mount: a whole dedicated disk.',
    }),
    size: described(z.int().check(z.minimum(0)), { title: 'Size', description: 'Size in MiB.', examples: [1024] }),
    maxSize: described(z.optional(z.int().check(z.minimum(0))), {
      title: 'Maximal size',
      description: 'Largest acceptable size in MiB; only for type mount.',
      examples: [4096],
    }),
    profileName: described(z.optional(z.string()), {
      title: 'Profile',
      description: 'Storage profile the disk has to have.',
      examples: ['fast'],
    }),
    constraints: described(constraintsSchema, {
      title: 'Constraints',
      description: 'Constraints on the disk; only on its path, for types path and mount.',
    }),
  }),
  {
    title: 'Persistent',
    description: 'A reserved disk that survives its instance and is given to its successor.',
  },
);

const persistentVolumeSchema = described(z.object({ name: volumeName, persistent: persistentVolumeInfoSchema }), {
  title: 'Persistent volume',
  examples: [{ name: 'data', persistent: { type: 'root', size: 1024 } }],
});

const secretVolumeSchema = described(
  z.object({
    name: volumeName,
    secret: described(z.string().check(z.minLength(1)), {
      title: 'Secret',
      description: 'Name of an entry of the pod\'s "secrets"; it appears as a file.',
      examples: ['certificate'],
    }),
  }),
  { title: 'Secret volume', examples: [{ name: 'certificate', secret: 'certificate' }] },
);

const hostVolumeSchema = described(
  z.object({
    name: volumeName,
    host: described(pathSchema, {
      title: 'Host path',
      description: 'Absolute path on the agent, or relative to the sandbox of the executor.',
      examples: ['/etc/ssl'],
    }),
  }),
  { title: 'Host volume', examples: [{ name: 'certificates', host: '/etc/ssl' }] },
);

const ephemeralVolumeSchema = described(z.object({ name: volumeName }), {
  title: 'Ephemeral volume',
  description: 'Shared by the containers of one instance; lives and dies with it.',
  examples: [{ name: 'exchange' }],
});

/** Tried in this order; the first kind whose members fit wins, so a misspelt one is an ephemeral volume. */
export const volumeSchema = z.union([
  persistentVolumeSchema,
  secretVolumeSchema,
  hostVolumeSchema,
  ephemeralVolumeSchema,
]);

export const volumesSchema = described(z._default(z.array(volumeSchema), []), {
  title: 'Volumes',
  description: 'Storage the containers of an instance share. Each has to be mounted by at least one container.',
  examples: [[{ name: 'exchange' }]],
});

export const volumeMountSchema = described(
  z.object({
    name: described(nameSchema, {
      title: 'Volume',
      description: 'Name of a volume of the pod.',
      examples: ['exchange'],
    }),
    mountPath: described(pathSchema, {
      title: 'Mount path',
      description: 'Path in the container, absolute or relative to its sandbox; 1 to 1024 characters.',
      examples: ['/data'],
    }),
    readOnly: described(z.optional(z.boolean()), {
      title: 'Read only',
      description: 'true: the container cannot write to the volume. Default false.',
    }),
  }),
  { title: 'Volume mount', examples: [{ name: 'exchange', mountPath: '/data' }] },
);
