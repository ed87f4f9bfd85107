/** Volumes of an app (Marathon RAML `appVolume` and its kinds). */
import * as z from 'zod/mini';
import { described } from './described';
import { labelsSchema } from './shared.schema';

const containerPath = described(z.string().check(z.minLength(1)), {
  title: 'Container path',
  description: 'Path in the container, absolute or relative to its sandbox.',
  examples: ['/data'],
});
const mode = described(z._default(z.enum(['RO', 'RW']), 'RW'), {
  title: 'Mode',
  description: 'RO: the container cannot write to the volume. RW (default): it can.',
});
const size = z.int().check(z.minimum(0));

const persistentSchema = described(
  z.object({
    type: described(z._default(z.enum(['root', 'path', 'mount']), 'root'), {
      title: 'Disk type',
      description: 'root: the root disk of the agent. path: part of a dedicated disk. mount: a whole dedicated disk.',
    }),
    size: described(size, { title: 'Size', description: 'Size in MiB, more than 0.', examples: [1024] }),
    maxSize: described(z.optional(size), {
      title: 'Maximal size',
      description: 'Largest acceptable size in MiB; only for type mount.',
      examples: [4096],
    }),
    profileName: described(z.optional(z.string()), {
      title: 'Profile',
      description: 'Storage profile the disk has to have.',
      examples: ['fast'],
    }),
    constraints: described(z._default(z.array(z.array(z.string())), []), {
      title: 'Constraints',
      description: '["path", "LIKE" or "UNLIKE", regular expression]; only for types path and mount.',
      examples: [[['path', 'LIKE', '/mnt/.*']]],
    }),
  }),
  {
    title: 'Persistent',
    description: 'A reserved disk that survives its instance and is given to its successor.',
  },
);

const externalSchema = described(
  z.object({
    size: described(z.optional(size), { title: 'Size', description: 'Size in GiB.', examples: [100] }),
    name: described(z.optional(z.string()), {
      title: 'Name',
      description: 'Name of the volume in its storage system.',
      examples: ['database'],
    }),
    provider: described(z.optional(z.string()), {
      title: 'Provider',
      description: 'Who provides the volume: "dvdi" for Docker volume drivers.',
      examples: ['dvdi'],
    }),
    options: labelsSchema('Options of the provider.', [{ 'dvdi/driver': 'rexray' }]),
  }),
  { title: 'External', description: 'A volume of a storage system outside of the cluster.' },
);

/** Tried in this order; errors are those of the last. */
export const appVolumeSchema = z.union([
  described(z.object({ containerPath, persistent: persistentSchema, mode }), {
    title: 'Persistent volume',
    examples: [{ containerPath: 'data', persistent: { size: 1024 }, mode: 'RW' }],
  }),
  described(z.object({ containerPath, external: externalSchema, mode }), {
    title: 'External volume',
    examples: [{ containerPath: '/data', external: { name: 'database', provider: 'dvdi' }, mode: 'RW' }],
  }),
  described(
    z.object({
      containerPath,
      secret: described(z.string().check(z.minLength(1)), {
        title: 'Secret',
        description: 'Name of an entry of "secrets"; it appears as a file.',
        examples: ['certificate'],
      }),
    }),
    { title: 'Secret volume', examples: [{ containerPath: 'certificate', secret: 'certificate' }] },
  ),
  described(
    z.object({
      containerPath,
      hostPath: described(z.string().check(z.minLength(1)), {
        title: 'Host path',
        description: 'Absolute path on the agent, or relative to the sandbox.',
        examples: ['/etc/ssl'],
      }),
      mode,
    }),
    { title: 'Host volume', examples: [{ containerPath: '/etc/ssl', hostPath: '/etc/ssl', mode: 'RO' }] },
  ),
]);
