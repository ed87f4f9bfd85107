/** Ports of an app's draft: of the agent with host networking, of the container with any other network. */
import type { JSONPath } from 'jsonc-parser';
import { typeOf } from '../fields/network-types';
import type { NetworkType } from '../fields/network-types';
import { listAt, numberAt, textAt, valueAt } from '../json-value';
import type { JsonRecord } from '../json-value';
import type { FormEdit } from '../pod-draft';
import { engineFor } from './engine';

const DEFINITIONS: JSONPath = ['portDefinitions'];
const MAPPINGS: JSONPath = ['container', 'portMappings'];

export const networkOf = (value: JsonRecord): NetworkType => typeOf(listAt(value, ['networks'])[0]);

export const portsPath = (value: JsonRecord): JSONPath =>
  networkOf(value).network.mode === 'host' ? DEFINITIONS : MAPPINGS;

/** Names by index, as health checks choose them. */
export const portNames = (value: JsonRecord): readonly string[] =>
  listAt(value, portsPath(value)).map((port, index) => textAt(port, ['name']) || `port ${index}`);

/** What both kinds of ports have. */
const common = (port: unknown) =>
  Object.fromEntries(
    ['name', 'protocol', 'labels'].flatMap((member) => {
      const own = valueAt(port, [member]);
      return own === undefined ? [] : [[member, own] as const];
    }),
  );

/** Without `requirePorts` the number of a port is that of load balancers, and the agent gives any it has free. */
export const fixedPort = (value: JsonRecord, port: unknown): number | undefined => {
  const number = numberAt(port, ['port']) ?? 0;
  return valueAt(value, ['requirePorts']) === true && number > 0 ? number : undefined;
};

const defined = (port: unknown) => ({ ...common(port), port: numberAt(port, ['hostPort']) ?? 0 });

/** Joins another network and takes the ports along, since each kind of network has its own place for them. */
export const changeNetwork = (value: JsonRecord, { network }: NetworkType): readonly FormEdit[] => {
  const before = portsPath(value);
  const after = network.mode === 'host' ? DEFINITIONS : MAPPINGS;
  const join: FormEdit = { path: ['networks', 0], value: network };
  if (before === after || valueAt(value, before) === undefined) return [join];
  const ports = listAt(value, before);
  const left: FormEdit = { path: before, value: undefined };
  if (after === MAPPINGS) {
    const mapped = ports.map((port) => ({
      ...common(port),
      containerPort: fixedPort(value, port) ?? 80,
      hostPort: 0,
    }));
    const free: FormEdit = { path: ['requirePorts'], value: undefined };
    return [join, left, free, ...engineFor(value), { path: after, value: mapped }];
  }
  const definitions = ports.map(defined);
  const required = definitions.some(({ port }) => port > 0) ? [{ path: ['requirePorts'], value: true }] : [];
  return [join, { path: after, value: definitions }, ...required, left];
};
