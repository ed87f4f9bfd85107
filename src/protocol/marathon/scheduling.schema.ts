/** How instances are placed, retried, replaced and killed (Marathon RAML `podSchedulingPolicy`, `constraint`, `unreachableStrategy`). */
import * as z from 'zod/mini';
import { described } from './described';
import { MOST_INSTANCES } from './shared.schema';

const CONSTRAINT_OPERATORS = ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'] as const;

export const constraintSchema = described(
  z.object({
    fieldName: described(z.string(), {
      title: 'Field',
      description: '"hostname", "@region", "@zone", or the name of an agent attribute.',
      examples: ['hostname', '@zone', 'rack'],
    }),
    operator: described(z.enum(CONSTRAINT_OPERATORS), {
      title: 'Operator',
      description:
        'UNIQUE: no two instances share the value. CLUSTER: all share it. GROUP_BY: spread evenly over the values. MAX_PER: at most that many per value. LIKE, UNLIKE: the value does, or does not, match a regular expression. IS: the value equals.',
    }),
    value: described(z.optional(z.string()), {
      title: 'Value',
      description:
        'Not for UNIQUE; a whole number for MAX_PER and GROUP_BY (optional there); a regular expression for LIKE and UNLIKE.',
      examples: ['rack-1', '2', '10\\.0\\.0\\..*'],
    }),
  }),
  { title: 'Constraint', examples: [{ fieldName: 'hostname', operator: 'UNIQUE' }] },
);

export const constraintsSchema = z._default(z.array(constraintSchema), []);

const backoffSchema = described(
  z.object({
    backoff: described(z._default(z.number().check(z.minimum(0)), 1), {
      title: 'Back-off',
      description: 'Seconds before an instance that ended is launched again, the first time.',
    }),
    backoffFactor: described(z._default(z.number().check(z.minimum(0)), 1.15), {
      title: 'Back-off factor',
      description: 'The delay is multiplied by this at each further failure.',
    }),
    maxLaunchDelay: described(z._default(z.number().check(z.minimum(0)), 300), {
      title: 'Maximal launch delay',
      description: 'Longest delay, in seconds.',
    }),
  }),
  { title: 'Back-off', description: 'The growing delay before an instance that ended is launched again.' },
);

export const upgradeSchema = described(
  z.object({
    minimumHealthCapacity: described(z._default(z.number().check(z.minimum(0), z.maximum(1)), 1), {
      title: 'Minimum health capacity',
      description: 'Fraction of the instances, 0 to 1, that stays healthy during an update.',
    }),
    maximumOverCapacity: described(z._default(z.number().check(z.minimum(0), z.maximum(1)), 1), {
      title: 'Maximum over capacity',
      description: 'Fraction of the instances, 0 to 1, that may run additionally during an update.',
    }),
  }),
  {
    title: 'Upgrade',
    description:
      'How many instances run while an update replaces them. Default 1 and 1; 0.5 and 0 with persistent volumes.',
  },
);

export const placementSchema = described(
  z.object({
    constraints: described(constraintsSchema, {
      title: 'Constraints',
      description: 'All have to hold for an agent to be used.',
      examples: [[{ fieldName: 'hostname', operator: 'UNIQUE' }]],
    }),
    acceptedResourceRoles: described(z._default(z.array(z.string()), []), {
      title: 'Accepted resource roles',
      description:
        'Only resources of these roles are used: "*" for private agents, "slave_public" for public ones. Empty: "*".',
      examples: [['*'], ['slave_public']],
    }),
  }),
  { title: 'Placement', description: 'Which agents may run an instance.' },
);

const unreachableEnabledSchema = described(
  z.object({
    inactiveAfterSeconds: described(z._default(z.int().check(z.minimum(0)), 0), {
      title: 'Inactive after',
      description: 'Seconds until an instance on a lost agent is replaced.',
    }),
    expungeAfterSeconds: described(z._default(z.int().check(z.minimum(0)), 0), {
      title: 'Expunge after',
      description: 'Seconds until an instance on a lost agent is forgotten for good.',
    }),
  }),
  { title: 'Replace' },
);

export const unreachableStrategySchema = described(
  z.union([
    described(z.enum(['disabled']), { title: 'Wait', description: 'Instances on lost agents are never replaced.' }),
    unreachableEnabledSchema,
  ]),
  {
    title: 'Unreachable strategy',
    description:
      'What happens to instances on an agent that is lost: "disabled", or seconds until they are replaced and forgotten. Default 0 and 0; "disabled" with persistent volumes.',
  },
);

export const killSelectionSchema = described(z._default(z.enum(['YOUNGEST_FIRST', 'OLDEST_FIRST']), 'YOUNGEST_FIRST'), {
  title: 'Kill selection',
  description: 'Which instances go first when scaling down.',
});

export const schedulingSchema = described(
  z.object({
    backoff: z.prefault(backoffSchema, {}),
    upgrade: z.optional(upgradeSchema),
    placement: z.prefault(placementSchema, {}),
    killSelection: killSelectionSchema,
    unreachableStrategy: z.optional(unreachableStrategySchema),
    shutdownOrder: described(z.optional(z.enum(['parallel', 'reverse'])), {
      title: 'Shutdown order',
      description:
        'Podrome only. parallel (default): all containers of an instance stop at once. reverse: those that wait for others in "startAfter" stop before them.',
    }),
  }),
  { title: 'Scheduling', description: 'How instances are placed, retried, replaced and killed.' },
);

const fixedScalingSchema = described(
  z.object({
    kind: described(z.literal('fixed'), { title: 'Kind', description: 'Always "fixed".' }),
    instances: described(z._default(z.int32().check(z.maximum(MOST_INSTANCES)), 1), {
      title: 'Instances',
      description: 'How many instances run; 0 suspends the pod.',
      examples: [1, 3],
      minimum: 0,
    }),
  }),
  { title: 'Fixed', examples: [{ kind: 'fixed', instances: 3 }] },
);
/** Told apart by `kind`, which is why it has to be there; the only kind so far. */
export const scalingSchema = described(z.discriminatedUnion('kind', [fixedScalingSchema]), {
  title: 'Scaling',
  description: 'How many instances of the pod run.',
});
