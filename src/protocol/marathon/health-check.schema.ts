/** How the executor finds out whether a container works (Marathon RAML `healthCheck`). */
import * as z from 'zod/mini';
import { described } from './described';
import { commandSchema } from './command.schema';
import { nameSchema, pathSchema } from './shared.schema';

const checkEndpoint = described(nameSchema, {
  title: 'Endpoint',
  description: 'Name of an endpoint of the same container.',
  examples: ['http'],
});
export const healthCheckSchema = described(
  z.object({
    http: described(
      z.optional(
        z.object({
          endpoint: checkEndpoint,
          path: described(z.optional(pathSchema), {
            title: 'Path',
            description: 'Path of the request; default "/".',
            examples: ['/ping'],
          }),
          scheme: described(z.optional(z.enum(['HTTP', 'HTTPS'])), {
            title: 'Scheme',
            description: 'HTTP (default) or HTTPS.',
          }),
        }),
      ),
      { title: 'HTTP', description: 'Passes on an answer with status 200 to 399.' },
    ),
    tcp: described(z.optional(z.object({ endpoint: checkEndpoint })), {
      title: 'TCP',
      description: 'Passes when the endpoint accepts a connection.',
    }),
    exec: described(
      z.optional(
        z.object({ command: described(commandSchema, { title: 'Command', description: 'Either "shell" or "argv".' }) }),
      ),
      { title: 'Command', description: 'Passes when the command ends with exit code 0.' },
    ),
    gracePeriodSeconds: described(z._default(z.int32().check(z.minimum(0)), 300), {
      title: 'Grace period',
      description: 'Seconds after start in which failures are ignored until the first success.',
    }),
    intervalSeconds: described(z._default(z.int32().check(z.minimum(0)), 60), {
      title: 'Interval',
      description: 'Seconds between two checks; more than the timeout.',
    }),
    maxConsecutiveFailures: described(z._default(z.int32().check(z.minimum(0)), 3), {
      title: 'Maximal consecutive failures',
      description: 'Failures in a row after which the container is killed.',
    }),
    timeoutSeconds: described(z._default(z.int32().check(z.minimum(0)), 20), {
      title: 'Timeout',
      description: 'Seconds after which a check has failed; less than the interval.',
    }),
    delaySeconds: described(z._default(z.int32().check(z.minimum(0)), 15), {
      title: 'Delay',
      description: 'Seconds from start to the first check.',
    }),
  }),
  {
    title: 'Health check',
    description: 'Exactly one of "http", "tcp", "exec".',
    examples: [{ http: { endpoint: 'http', path: '/' } }],
  },
);
