/** The kinds of network a form offers, and how a definition changes from one to another. */
import { listAt, textAt, valueAt } from '../json-value';
import type { JsonRecord } from '../json-value';
import type { FormEdit } from '../pod-draft';

/** Without a network it is the agent's own; a network without a mode is a virtual one. */
export const modeOf = (network: unknown): string =>
  network === undefined ? 'host' : textAt(network, ['mode']) || 'container';

export const networkMode = (value: JsonRecord): string => modeOf(listAt(value, ['networks'])[0]);

export const networkTypes = (name: string) => [
  { value: 'host', label: 'Host' },
  { value: 'container/bridge', label: 'Bridge' },
  { value: 'container', label: `Virtual Network: ${name || 'dcos'}` },
];

/** Only virtual networks have names; one that has a name keeps it. */
export function joinNetwork(value: JsonRecord, index: number, mode: string): readonly FormEdit[] {
  const name = ['networks', index, 'name'];
  const join: FormEdit = { path: ['networks', index, 'mode'], value: mode };
  if (mode !== 'container') return [join, { path: name, value: undefined }];
  return valueAt(value, name) === undefined ? [join, { path: name, value: 'dcos' }] : [join];
}
