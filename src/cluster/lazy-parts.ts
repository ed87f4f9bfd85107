/** Parts of the cluster that are fetched when somebody first asks for what they do. */
import { loadDiscoveryHttp } from './discovery/lazy-http';
import { loadNetwork } from './discovery/lazy-network';
import { loadJsonErrors } from '../protocol/marathon/json-text';
import { loadFaultsApi } from './faults/lazy-api';
import { loadMarathonWrites } from './marathon/api/lazy-writes';
import { loadMesosHttp } from './mesos/lazy-http';
import { loadInsight } from './workloads/insight';
import { loadNetworkPrograms } from './workloads/network-programs';

/** Needed before Mesos, Mesos-DNS, an agent, a log or faults are asked anything. */
export const loadParts = async (): Promise<void> => {
  await Promise.all([loadMesosHttp(), loadInsight(), loadFaultsApi(), loadDiscoveryHttp()]);
};

const networking = { isLoaded: false };

/** Needed before anything runs: processes may ask the network. Undefined: it is there, and nobody needs to wait. */
export const loadNetworking = (): Promise<void> | undefined =>
  networking.isLoaded
    ? undefined
    : Promise.all([loadNetwork(), loadNetworkPrograms()]).then(() => {
        networking.isLoaded = true;
      });

const writes = { areReady: false };

/** Needed besides before what comes from outside is read, or read once more. Undefined: nobody needs to wait. */
export const loadForWrites = (): Promise<void> | undefined =>
  writes.areReady
    ? undefined
    : Promise.all([loadNetworking(), loadJsonErrors(), loadMarathonWrites()]).then(() => {
        writes.areReady = true;
      });
