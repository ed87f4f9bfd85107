/** How Marathon, or the executor, finds out whether an instance of an app works and is ready (Marathon RAML `appHealthCheck`, `readinessCheck`). */
import * as z from 'zod/mini';
import { described } from './described';
import { pathSchema } from './shared.schema';

const seconds = z.int32().check(z.minimum(0));
const anyPort = z.int32().check(z.minimum(0), z.maximum(65535));

export const appHealthCheckSchema = described(
  z.object({
    command: described(
      z.optional(
        z.object({
          value: described(z.string(), {
            title: 'Command',
            description: 'Run by /bin/sh -c in the container; exit code 0 means healthy.',
            examples: ['curl -f http://localhost:$PORT0/ping'],
          }),
        }),
      ),
      { title: 'Command', description: 'Only for protocol COMMAND.' },
    ),
    gracePeriodSeconds: described(z._default(seconds, 300), {
      title: 'Grace period',
      description: 'Seconds after start in which failures are ignored until the first success.',
    }),
    ignoreHttp1xx: described(z.optional(z.boolean()), {
      title: 'Ignore 1xx',
      description: 'true: answers with status 100 to 199 count neither way. Only for protocols HTTP and HTTPS.',
    }),
    intervalSeconds: described(z._default(seconds, 60), {
      title: 'Interval',
      description: 'Seconds between two checks.',
    }),
    maxConsecutiveFailures: described(z._default(seconds, 3), {
      title: 'Maximal consecutive failures',
      description: 'Failures in a row after which the instance is killed; 0: never, for checks made by Marathon.',
    }),
    path: described(z.optional(z.string()), {
      title: 'Path',
      description: 'Path of the request; default "/". Only for HTTP checks.',
      examples: ['/ping'],
    }),
    port: described(z.optional(anyPort), {
      title: 'Port',
      description: 'Fixed port to check, 0 to 65535; otherwise see "portIndex".',
      examples: [8080],
    }),
    portIndex: described(z.optional(anyPort), {
      title: 'Port index',
      description: 'Which of the ports of the app is checked, counted from 0; the default is the first.',
      examples: [0],
    }),
    protocol: described(
      z._default(z.enum(['HTTP', 'HTTPS', 'TCP', 'COMMAND', 'MESOS_HTTP', 'MESOS_HTTPS', 'MESOS_TCP']), 'HTTP'),
      {
        title: 'Protocol',
        description:
          'HTTP, HTTPS, TCP: checked by Marathon over the network. MESOS_HTTP, MESOS_HTTPS, MESOS_TCP, COMMAND: checked by the executor on the agent.',
      },
    ),
    ipProtocol: described(z._default(z.enum(['IPv4', 'IPv6']), 'IPv4'), {
      title: 'IP protocol',
      description: 'IPv6 only for checks by the executor of containers of type DOCKER.',
    }),
    timeoutSeconds: described(z._default(seconds, 20), {
      title: 'Timeout',
      description: 'Seconds after which a check has failed.',
    }),
    delaySeconds: described(z._default(seconds, 15), {
      title: 'Delay',
      description: 'Seconds from start to the first check.',
    }),
  }),
  {
    title: 'Health check',
    description: 'At most one check may be made by the executor.',
    examples: [{ protocol: 'MESOS_HTTP', path: '/', portIndex: 0 }],
  },
);

export const readinessCheckSchema = described(
  z.object({
    name: described(z._default(z.string(), 'readinessCheck'), {
      title: 'Name',
      description: 'Name of the check in results.',
    }),
    protocol: described(z._default(z.enum(['HTTP', 'HTTPS']), 'HTTP'), {
      title: 'Protocol',
      description: 'HTTP (default) or HTTPS.',
    }),
    path: described(z._default(pathSchema, '/'), {
      title: 'Path',
      description: 'Path of the request.',
      examples: ['/v1/plan'],
    }),
    portName: described(z._default(z.string().check(z.regex(/^[a-z][-a-z0-9]*$/)), 'http-api'), {
      title: 'Port name',
      description: 'Name of a port of the app.',
      examples: ['http'],
    }),
    intervalSeconds: described(z._default(seconds, 30), {
      title: 'Interval',
      description: 'Seconds between two checks; more than the timeout.',
    }),
    timeoutSeconds: described(z._default(seconds, 10), {
      title: 'Timeout',
      description: 'Seconds after which a check has failed; less than the interval.',
    }),
    httpStatusCodesForReady: described(z._default(z.array(z.int32().check(z.minimum(100), z.maximum(999))), [200]), {
      title: 'Ready status codes',
      description: 'HTTP status codes, 100 to 999, that mean ready.',
    }),
    preserveLastResponse: described(z._default(z.boolean(), false), {
      title: 'Preserve last response',
      description: 'true: deployments show the last answer.',
    }),
  }),
  {
    title: 'Readiness check',
    description: 'A deployment replaces further instances only after new ones are ready.',
    examples: [{ portName: 'http', path: '/v1/plan' }],
  },
);
