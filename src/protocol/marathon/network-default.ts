/** The name of a container network that was given none (Marathon `api/v2/NetworkNormalization`). */
import type { Network } from './pod';

/** Marathon's `default_network_name`. */
const DEFAULT_NETWORK = 'dcos';

export const withNetworkName = (network: Network): Network => {
  if (network.mode !== 'container') return network;
  const { name = DEFAULT_NETWORK, ...rest } = network;
  return { name, ...rest };
};
