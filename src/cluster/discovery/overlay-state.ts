/** What the overlay module of the master tells of itself (`/overlay-master/state`): which subnet is whose. */
import type { HttpAnswer } from '../runtime/http';
import type { AgentState } from '../mesos/agent/agent-state';
import type { MesosState } from '../mesos/mesos';
import { formatIp } from './ipv4';

const OVERLAY = { subnet: '9.0.0.0/8', prefix: 26 } as const;
const VTEP_SUBNET = '44.128.0.0/20';
const FIRST_ADDRESS = 9 * 2 ** 24;
const FIRST_VTEP = 44 * 2 ** 24 + 128 * 2 ** 16 + 1;
/** Addresses of an agent's /26. */
const SIZE = 64;

const infoOf = (name: string) => ({ name, ...OVERLAY });

/** The lower half of an agent's addresses is for Mesos's containers, the upper one for Docker's. */
const overlayOf = (name: string, { index }: AgentState) => {
  const first = FIRST_ADDRESS + SIZE * index;
  const mac = [2, 1, 0].map((place) => (Math.floor((index + 1) / 256 ** place) % 256).toString(16).padStart(2, '0'));
  return {
    info: infoOf(name),
    subnet: `${formatIp(first)}/${OVERLAY.prefix}`,
    mesos_bridge: { name: `m-${name}`, ip: `${formatIp(first)}/27` },
    docker_bridge: { name: `d-${name}`, ip: `${formatIp(first + SIZE / 2)}/27` },
    backend: {
      vxlan: {
        vni: 1024,
        vtep_name: 'vtep1024',
        vtep_ip: `${formatIp(FIRST_VTEP + index)}/20`,
        vtep_mac: `70:b3:d5:${mac.join(':')}`,
      },
    },
    state: { status: 'STATUS_OK' },
  };
};

/** Agents in the order in which they registered. */
export const overlayState = (state: MesosState): HttpAnswer => ({
  status: 200,
  json: {
    agents: [...state.agents.values()]
      .filter(({ id }) => state.master.agents.has(id))
      .map((agent) => ({ ip: agent.ip, overlays: state.networks.map((name) => overlayOf(name, agent)) })),
    network: { overlays: state.networks.map(infoOf), vtep_subnet: VTEP_SUBNET, vtep_mac_oui: '70:b3:d5:00:00:00' },
  },
});
