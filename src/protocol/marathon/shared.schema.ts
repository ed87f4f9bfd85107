/**
 * Strings, numbers and maps that schemas of pods and apps share (Marathon RAML `stringTypes`, `numberTypes`, `label`,
 * `environmentVariable`, `secrets`).
 * The schemas are the one source of types, reader errors, JSON schema and help texts; reading itself is `schema-reader.ts`.
 */
import * as z from 'zod/mini';
import { described } from './described';
import { ENVIRONMENT_KEY_PATTERN, NAME_PATTERN, NETWORK_NAME_PATTERN } from './patterns';

export const nameSchema = z.string().check(z.minLength(1), z.maxLength(63), z.regex(NAME_PATTERN));
export const networkNameSchema = z.string().check(z.minLength(1), z.maxLength(63), z.regex(NETWORK_NAME_PATTERN));
/** Instances of one service. Marathon has no limit but what an integer holds, which no memory does. */
export const MOST_INSTANCES = 100_000;
/** A file system path. */
export const pathSchema = z.string().check(z.minLength(1), z.maxLength(1024));
export const uriSchema = z.string().check(z.minLength(1), z.maxLength(1024));

const labelValues = z.record(z.string(), z.string());

/** A map of free texts, `{}` when absent. */
export const labelsSchema = (description: string, examples: Record<string, string>[]) =>
  described(z._default(labelValues, {}), { title: 'Labels', description, examples });

const podVariableName = z.string().check(z.regex(ENVIRONMENT_KEY_PATTERN));

/** Pods restrict the names of variables, apps (`name`) take any. */
export const environmentSchema = (description: string, name = podVariableName) =>
  described(
    z._default(
      z.record(
        name,
        z.union([
          described(z.string(), { title: 'Value', description: 'The value as text.' }),
          described(
            z.object({
              secret: described(z.string(), {
                title: 'Secret',
                description: 'Name of an entry of "secrets".',
                examples: ['database-password'],
              }),
            }),
            { title: 'Value from a secret' },
          ),
        ]),
      ),
      {},
    ),
    {
      title: 'Environment',
      description,
      examples: [{ LOG_LEVEL: 'info', PASSWORD: { secret: 'database-password' } }],
    },
  );

export const secretsSchema = described(
  z._default(
    z.record(
      z.string().check(z.minLength(1)),
      z.object({
        source: described(z.string().check(z.minLength(1)), {
          title: 'Source',
          description: 'Path of the secret in the secret store.',
          examples: ['/shop/database-password'],
        }),
      }),
    ),
    {},
  ),
  {
    title: 'Secrets',
    description: 'Secrets by the name the rest of the definition uses for them.',
    examples: [{ 'database-password': { source: '/shop/database-password' } }],
  },
);

export const userSchema = (description: string) =>
  described(z.optional(z.string()), { title: 'User', description, examples: ['nobody'] });

/** cpus, mem, disk of an executor and of containers share these words. */
export const CPUS_HELP = 'CPU shares; 1 is one core, fractions are allowed.';
export const MEM_HELP = 'Memory in MiB. A container that uses more is killed.';
export const DISK_HELP = 'Disk space in MiB.';

const ipcModeSchema = described(z.enum(['PRIVATE', 'SHARE_PARENT']), {
  title: 'Mode',
  description:
    'PRIVATE: an own IPC namespace and /dev/shm. SHARE_PARENT: those of the parent, which for a container is the executor of its pod instance.',
});

export const ipcInfoSchema = described(
  z.object({
    mode: ipcModeSchema,
    shmSize: described(z.optional(z.int32()), {
      title: 'Size of /dev/shm',
      description: 'Size of /dev/shm in MiB; only with mode PRIVATE.',
      examples: [64],
    }),
  }),
  { title: 'IPC', description: 'Inter-process communication: namespace and shared memory.' },
);

export const seccompSchema = described(
  z.object({
    profileName: described(z.optional(z.string()), {
      title: 'Profile',
      description: 'File name of a seccomp profile present on the agents.',
      examples: ['default.json'],
    }),
    unconfined: described(z._default(z.boolean(), false), {
      title: 'Unconfined',
      description: 'true: no seccomp filter, also not the default one. Then no profile may be named.',
    }),
  }),
  { title: 'Seccomp', description: 'Filter of system calls: either a profile or unconfined.' },
);
