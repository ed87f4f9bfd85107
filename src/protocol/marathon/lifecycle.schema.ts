/** How a container starts and stops: Marathon's kill grace period and Podrome's own ordered start. */
import * as z from 'zod/mini';
import { described } from './described';
import { nameSchema } from './shared.schema';

export const startConditionSchema = described(
  z.object({
    container: described(nameSchema, {
      title: 'Container',
      description: 'Name of another container of the pod.',
      examples: ['db'],
    }),
    condition: described(z._default(z.enum(['running', 'healthy', 'finished']), 'running'), {
      title: 'Condition',
      description:
        'running: it has started. healthy: its health check passed. finished: it ended with exit code 0; only for kind "init".',
    }),
  }),
  { title: 'Start condition', examples: [{ container: 'db', condition: 'healthy' }] },
);

export const lifecycleSchema = described(
  z.object({
    killGracePeriodSeconds: described(z.optional(z.number().check(z.minimum(0))), {
      title: 'Kill grace period',
      description: 'Seconds between SIGTERM and SIGKILL, fractions allowed; 3 when absent.',
      examples: [30],
    }),
    startAfter: described(z.optional(z.array(startConditionSchema)), {
      title: 'Start after',
      description:
        'Podrome only. The container starts when all these conditions have been met; absent: at once. Marathon itself ignores it.',
      examples: [[{ container: 'db', condition: 'healthy' }]],
    }),
    startTimeoutSeconds: described(z.optional(z.int32()), {
      title: 'Start timeout',
      description: 'Podrome only. Seconds, 1 to 300, after which a container whose conditions were not met fails.',
      examples: [240],
      minimum: 1,
      maximum: 300,
    }),
    kind: described(z.optional(z.enum(['main', 'init', 'sidecar'])), {
      title: 'Kind',
      description:
        'Podrome only. main (default). init: expected to end with exit code 0. sidecar: stopped when all main containers have ended.',
    }),
  }),
  { title: 'Life cycle', description: 'How the container starts and stops.' },
);
