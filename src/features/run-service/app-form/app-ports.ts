/** Ports of an app's draft: of the agent with host networking, of the container with any other network. */
import type { JSONPath } from 'jsonc-parser';
import { joinNetwork, networkMode, networkTypes } from '../fields/network-types';
import { listAt, numberAt, textAt, valueAt } from '../json-value';
import type { JsonRecord } from '../json-value';
import type { FormEdit } from '../pod-draft';
import { engineFor } from './engine';

export const PORT_DEFINITIONS: JSONPath = ['portDefinitions'];
export const PORT_MAPPINGS: JSONPath = ['container', 'portMappings'];

/** The first network, as the form calls it. */
export const networkOf = (
  value: JsonRecord,
): { readonly label: string; readonly network: { readonly mode: string } } => {
  const mode = networkMode(value);
  const type = networkTypes(textAt(value, ['networks', 0, 'name'])).find((known) => known.value === mode);
  return { label: type?.label ?? mode, network: { mode } };
};

export const portsPath = (value: JsonRecord): JSONPath =>
  networkMode(value) === 'host' ? PORT_DEFINITIONS : PORT_MAPPINGS;

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
export const changeNetwork = (value: JsonRecord, mode: string): readonly FormEdit[] => {
  const before = portsPath(value);
  const after = mode === 'host' ? PORT_DEFINITIONS : PORT_MAPPINGS;
  const join = joinNetwork(value, 0, mode);
  if (before === after || valueAt(value, before) === undefined) return join;
  const ports = listAt(value, before);
  const left: FormEdit = { path: before, value: undefined };
  if (after === PORT_MAPPINGS) {
    const mapped = ports.map((port) => ({
      ...common(port),
      containerPort: fixedPort(value, port) ?? 80,
      hostPort: 0,
    }));
    const free: FormEdit = { path: ['requirePorts'], value: undefined };
    return [...join, left, free, ...engineFor(value), { path: after, value: mapped }];
  }
  const definitions = ports.map(defined);
  const required = definitions.some(({ port }) => port > 0) ? [{ path: ['requirePorts'], value: true }] : [];
  return [...join, { path: after, value: definitions }, ...required, left];
};
