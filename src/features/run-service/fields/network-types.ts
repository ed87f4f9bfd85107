/** The networks a form offers, and the one a definition names. */
import { textAt } from '../json-value';

export type NetworkType = { value: string; label: string; network: { mode: string; name?: string } };

export const networkTypes: readonly NetworkType[] = [
  { value: 'host', label: 'Host', network: { mode: 'host' } },
  { value: 'container/bridge', label: 'Bridge', network: { mode: 'container/bridge' } },
  { value: 'container:dcos', label: 'Virtual Network: dcos', network: { mode: 'container', name: 'dcos' } },
];

/** The choice a definition's first network stands for; without any it is the agent's own. */
export function typeOf(network: unknown): NetworkType {
  if (network === undefined) return networkTypes[0] ?? { value: 'host', label: 'Host', network: { mode: 'host' } };
  const mode = textAt(network, ['mode']) || 'container';
  const name = textAt(network, ['name']) || 'dcos';
  const value = mode === 'container' ? `container:${name}` : mode;
  return (
    networkTypes.find((type) => type.value === value) ?? {
      value,
      label: mode === 'container' ? `Virtual Network: ${name}` : mode,
      network: { mode, name },
    }
  );
}
