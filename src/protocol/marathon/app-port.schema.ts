/** Ports of an app: of the agent with host networking, of its container otherwise (Marathon RAML `portDefinition`, `containerPortMapping`). */
import * as z from 'zod/mini';
import { described } from './described';
import { NAME_PATTERN } from './patterns';
import { labelsSchema, networkNameSchema } from './shared.schema';

const anyPort = z.int32().check(z.minimum(0), z.maximum(65535));

/** As for pods, but of any length. */
const portNameSchema = described(z.optional(z.string().check(z.minLength(1), z.regex(NAME_PATTERN))), {
  title: 'Name',
  description: 'Unique in the app: small letters, digits and inner hyphens. Also names the variable PORT_<NAME>.',
  examples: ['http'],
});
const protocolSchema = described(z._default(z.enum(['tcp', 'udp', 'udp,tcp']), 'tcp'), {
  title: 'Protocol',
  description: 'tcp, udp, or both as "udp,tcp".',
});
const portLabels = labelsSchema('Labels of the port, e.g. a virtual IP address as name and port.', [
  { VIP_0: '/web:80' },
]);

export const portDefinitionSchema = described(
  z.object({
    port: described(z._default(anyPort, 0), {
      title: 'Port',
      description:
        'Service port, 0 to 65535; 0 takes a free one between 10000 and 20000. With "requirePorts" also the port on the agent.',
      examples: [0],
    }),
    labels: portLabels,
    name: portNameSchema,
    protocol: protocolSchema,
  }),
  {
    title: 'Port definition',
    description: 'A port of the agent.',
    examples: [{ port: 0, protocol: 'tcp', name: 'http' }],
  },
);

export const portMappingSchema = described(
  z.object({
    containerPort: described(z._default(anyPort, 0), {
      title: 'Container port',
      description: 'Port the container listens on, 0 to 65535; 0 takes the number of the host port.',
      examples: [8080],
    }),
    hostPort: described(z.optional(anyPort), {
      title: 'Host port',
      description:
        'Port on the agent, 1 to 65535; 0 takes any port of the offer. In mode container/bridge the default is 0, in mode container there is no host port unless given.',
      examples: [0],
    }),
    labels: portLabels,
    name: portNameSchema,
    protocol: protocolSchema,
    servicePort: described(z._default(anyPort, 0), {
      title: 'Service port',
      description: 'Port for load balancers, unique in the cluster; 0 takes a free one between 10000 and 20000.',
    }),
    networkNames: described(z._default(z.array(networkNameSchema), []), {
      title: 'Network names',
      description: 'Networks on which the port is mapped; empty: all container networks of the app.',
      examples: [['dcos']],
    }),
  }),
  {
    title: 'Port mapping',
    description: 'A port of the container.',
    examples: [{ containerPort: 80, hostPort: 0, protocol: 'tcp', name: 'http' }],
  },
);

/** The old form: numbers only. */
export const portsSchema = described(z.optional(z.array(anyPort)), {
  title: 'Ports',
  description: 'Old form of "portDefinitions".',
  examples: [[0]],
});
