/** Members of apps that Marathon still reads and translates (Marathon RAML `ipAddress`, `appResidency`). */
import * as z from 'zod/mini';
import { described } from './described';
import { NAME_PATTERN } from './patterns';
import { labelsSchema } from './shared.schema';

const discoveryPortSchema = z.object({
  number: described(z._default(z.int32().check(z.minimum(0), z.maximum(65535)), 0), {
    title: 'Number',
    description: 'Port of the container, 0 to 65535.',
  }),
  name: described(z.string().check(z.minLength(1), z.regex(NAME_PATTERN)), {
    title: 'Name',
    description: 'Unique in the app.',
  }),
  protocol: described(z._default(z.enum(['tcp', 'udp', 'udp,tcp']), 'tcp'), {
    title: 'Protocol',
    description: 'tcp, udp, or both as "udp,tcp".',
  }),
  labels: labelsSchema('Labels of the port.', [{ VIP_0: '/web:80' }]),
});

export const ipAddressSchema = described(
  z.optional(
    z.object({
      networkName: described(z.optional(z.string().check(z.minLength(1))), {
        title: 'Network name',
        description: 'Name of the network.',
        examples: ['dcos'],
      }),
      labels: labelsSchema('Handed to the network plug-in.', [{ team: 'shop' }]),
      discovery: described(
        z.optional(
          z.object({
            ports: described(z._default(z.array(discoveryPortSchema), []), {
              title: 'Ports',
              description: 'Ports of the container.',
            }),
          }),
        ),
        { title: 'Discovery', description: 'Old form of port mappings without host ports.' },
      ),
    }),
  ),
  { title: 'IP address', description: 'Old form of "networks".' },
);

export const residencySchema = described(
  z.optional(
    z.object({
      relaunchEscalationTimeoutSeconds: described(z._default(z.int().check(z.minimum(0)), 3600), {
        title: 'Relaunch escalation timeout',
        description: 'Seconds; without effect.',
      }),
      taskLostBehavior: described(z._default(z.enum(['WAIT_FOREVER', 'RELAUNCH_AFTER_TIMEOUT']), 'WAIT_FOREVER'), {
        title: 'Task lost behaviour',
        description: 'Without effect.',
      }),
    }),
  ),
  { title: 'Residency', description: 'Old; read and dropped. Apps with persistent volumes are resident.' },
);
