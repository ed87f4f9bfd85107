/**
 * The app definition, a service of a single container: the one source of its types, reader errors, JSON schema and help texts
 * (Marathon RAML `app`). Add a field here (or in the `*.schema.ts` of its noun) and everything downstream knows it.
 */
import * as z from 'zod/mini';
import { appContainerSchema } from './app-container.schema';
import { appHealthCheckSchema, readinessCheckSchema } from './app-health-check.schema';
import { ipAddressSchema, residencySchema } from './app-legacy.schema';
import { portDefinitionSchema, portsSchema } from './app-port.schema';
import { artifactSchema, resourceLimitsSchema } from './container.schema';
import { described } from './described';
import { networksSchema } from './network.schema';
import { EXECUTOR_PATTERN, PATH_ID_PATTERN } from './patterns';
import { killSelectionSchema, unreachableStrategySchema, upgradeSchema } from './scheduling.schema';
import {
  CPUS_HELP,
  DISK_HELP,
  MEM_HELP,
  MOST_INSTANCES,
  environmentSchema,
  labelsSchema,
  secretsSchema,
  uriSchema,
  userSchema,
} from './shared.schema';

export const pathIdSchema = z.string().check(z.minLength(1), z.regex(PATH_ID_PATTERN));

const command = {
  cmd: described(z.optional(z.string().check(z.minLength(1))), {
    title: 'Command',
    description: 'Run by /bin/sh -c. Either "cmd" or "args", or neither with an image.',
    examples: ['python3 -m http.server $PORT0'],
  }),
  args: described(z._default(z.array(z.string()), []), {
    title: 'Arguments',
    description: 'Program and arguments, or only arguments for the entrypoint of the image.',
    examples: [['nginx', '-g', 'daemon off;']],
  }),
  user: userSchema('User the instances run as.'),
  env: environmentSchema('Environment variables.', z.string().check(z.minLength(1))),
  secrets: secretsSchema,
  labels: labelsSchema('Labels of the app; instances see them as environment variables.', [{ team: 'shop' }]),
  fetch: described(z._default(z.array(artifactSchema), []), {
    title: 'Artifacts',
    description: 'Files fetched into the sandbox before an instance starts.',
  }),
  tty: described(z.optional(z.boolean()), { title: 'TTY', description: 'true: attach a pseudo terminal.' }),
  executor: described(z._default(z.string().check(z.regex(EXECUTOR_PATTERN)), ''), {
    title: 'Executor',
    description: 'Path of an executor of your own; empty: the one of Mesos.',
  }),
  taskKillGracePeriodSeconds: described(z.optional(z.int32().check(z.minimum(0))), {
    title: 'Kill grace period',
    description: 'Seconds between SIGTERM and SIGKILL; 3 when absent.',
    examples: [30],
  }),
};

const resources = {
  instances: described(z._default(z.int32().check(z.minimum(0), z.maximum(MOST_INSTANCES)), 1), {
    title: 'Instances',
    description: 'How many instances run; 0 suspends the app.',
    examples: [3],
  }),
  cpus: described(z._default(z.number().check(z.minimum(0.001)), 1), {
    title: 'CPUs',
    description: CPUS_HELP,
    examples: [0.1],
  }),
  mem: described(z._default(z.number().check(z.minimum(0)), 128), {
    title: 'Memory (MiB)',
    description: MEM_HELP,
    examples: [32],
  }),
  disk: described(z._default(z.number().check(z.minimum(0)), 0), { title: 'Disk (MiB)', description: DISK_HELP }),
  gpus: described(z._default(z.int32().check(z.minimum(0)), 0), {
    title: 'GPUs',
    description: 'Whole graphics processors; only with the universal container runtime.',
  }),
  resourceLimits: z.optional(resourceLimitsSchema),
};

const scheduling = {
  constraints: described(z._default(z.array(z.array(z.string())), []), {
    title: 'Constraints',
    description:
      '[field, operator] or [field, operator, value]; all have to hold for an agent to be used. Operators: UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER, IS.',
    examples: [[['hostname', 'UNIQUE']]],
  }),
  acceptedResourceRoles: described(z.optional(z.array(z.string())), {
    title: 'Accepted resource roles',
    description: 'Only resources of these roles are used: "*" and the role of the app. Absent: "*".',
    examples: [['*'], ['slave_public']],
  }),
  backoffSeconds: described(z._default(z.int32().check(z.minimum(0)), 1), {
    title: 'Back-off',
    description: 'Seconds before an instance that ended is launched again, the first time.',
  }),
  backoffFactor: described(z._default(z.number().check(z.minimum(1)), 1.15), {
    title: 'Back-off factor',
    description: 'The delay is multiplied by this at each further failure; at least 1.',
  }),
  maxLaunchDelaySeconds: described(z._default(z.int32().check(z.minimum(0)), 300), {
    title: 'Maximal launch delay',
    description: 'Longest delay, in seconds.',
  }),
  upgradeStrategy: described(z.optional(upgradeSchema), {
    title: 'Upgrade',
    description:
      'How many instances run while an update replaces them. Default 1 and 1; 0.5 and 0 with persistent or external volumes; 0 and 0 with the label MARATHON_SINGLE_INSTANCE_APP.',
  }),
  unreachableStrategy: z.optional(unreachableStrategySchema),
  killSelection: killSelectionSchema,
  dependencies: described(z._default(z.array(pathIdSchema), []), {
    title: 'Dependencies',
    description: 'Apps and groups that are started before this app and stopped after it.',
    examples: [['/shop/database']],
  }),
  role: described(z.optional(z.string().check(z.minLength(1))), {
    title: 'Role',
    description: 'Mesos role whose resources and quota the app uses.',
    examples: ['slave_public'],
  }),
  residency: residencySchema,
};

const networking = {
  container: z.optional(appContainerSchema),
  networks: networksSchema,
  ipAddress: ipAddressSchema,
  portDefinitions: described(z.optional(z.array(portDefinitionSchema)), {
    title: 'Port definitions',
    description: 'Ports of the agent; only with host networking. Absent: one port named "default"; empty: none.',
    examples: [[{ port: 0, name: 'http' }]],
  }),
  ports: portsSchema,
  requirePorts: described(z._default(z.boolean(), false), {
    title: 'Require ports',
    description: 'true: the ports of "portDefinitions" are those of the agent. Only with host networking.',
  }),
};

export const appSchema = described(
  z.object({
    id: described(pathIdSchema, {
      title: 'Service ID',
      description: 'Absolute path of the app; segments of small letters, digits, inner hyphens and dots.',
      examples: ['/shop/web'],
    }),
    version: described(z.optional(z.string()), {
      title: 'Version',
      description: 'Time of the last change; set by Marathon, ignored when sent.',
      readOnly: true,
    }),
    ...command,
    ...resources,
    ...networking,
    healthChecks: described(z._default(z.array(appHealthCheckSchema), []), {
      title: 'Health checks',
      description: 'An instance is healthy when all of them pass.',
    }),
    readinessChecks: described(z._default(z.array(readinessCheckSchema), []), {
      title: 'Readiness checks',
      description: 'At most one.',
    }),
    ...scheduling,
    uris: described(z.optional(z.array(uriSchema)), {
      title: 'URIs',
      description: 'Old form of "fetch".',
      examples: [['https://example.com/site.tar.gz']],
    }),
  }),
  { title: 'App', description: 'A service of a single container, placed, scaled and updated as one.' },
);
