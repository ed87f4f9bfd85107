/** Networks of a pod and the endpoints of its containers (Marathon RAML `network`, `endpoint`). */
import * as z from 'zod/mini';
import { described } from './described';
import { labelsSchema, nameSchema, networkNameSchema } from './shared.schema';

export const networkModeSchema = described(z.enum(['container', 'container/bridge', 'host']), {
  title: 'Mode',
  description:
    'container: every instance gets an own IP address on a named network. container/bridge: an own address behind the bridge of the agent, host ports are mapped. host: the network of the agent.',
  examples: ['container'],
});

export const networkSchema = described(
  z.object({
    name: described(z.optional(networkNameSchema), {
      title: 'Name',
      description: 'Name of the network; only in mode container, where the default is "dcos".',
      examples: ['dcos'],
    }),
    mode: z._default(networkModeSchema, 'container'),
    labels: labelsSchema('Handed to the network (CNI) plug-in; not in mode host.', [{ team: 'shop' }]),
  }),
  {
    title: 'Network',
    description: 'A network every container of the pod joins.',
    examples: [{ mode: 'host' }, { mode: 'container', name: 'dcos' }],
  },
);

export const networksSchema = described(z._default(z.array(networkSchema), []), {
  title: 'Networks',
  description:
    'One host network, one bridge network, or one or more container networks. Empty: the network of the agent.',
  examples: [[{ mode: 'host' }]],
});

export const endpointSchema = described(
  z.object({
    name: described(nameSchema, {
      title: 'Name',
      description: 'Unique in the whole pod; health checks and environment variables (ENDPOINT_HTTP) refer to it.',
      examples: ['http'],
    }),
    containerPort: described(z.optional(z.int32().check(z.minimum(1), z.maximum(65535))), {
      title: 'Container port',
      description: 'Port the container listens on, 1 to 65535. Required in mode container, not allowed in mode host.',
      examples: [8080],
    }),
    hostPort: described(z.optional(z.int32().check(z.minimum(0), z.maximum(65535))), {
      title: 'Host port',
      description:
        'Port on the agent, 1 to 65535; 0 takes any port of the offer. In modes host and container/bridge the default is 0, in mode container there is no host port unless given.',
      examples: [0],
    }),
    protocol: described(z.optional(z.array(z.string()).check(z.minLength(1))), {
      title: 'Protocols',
      description: 'tcp, udp, or both.',
      examples: [['tcp']],
    }),
    labels: labelsSchema('Labels of the port, e.g. a virtual IP address as name and port.', [{ VIP_0: '/web:80' }]),
    networkNames: described(z._default(z.array(networkNameSchema), []), {
      title: 'Network names',
      description: 'Networks on which the endpoint is mapped; empty: all container networks of the pod.',
      examples: [['dcos']],
    }),
  }),
  {
    title: 'Endpoint',
    description: 'A port a container listens on.',
    examples: [{ name: 'http', containerPort: 80, hostPort: 0, protocol: ['tcp'] }],
  },
);
