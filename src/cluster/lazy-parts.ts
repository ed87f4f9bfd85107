/** Parts of the cluster that are fetched when somebody first asks for what they do. */
import { loadDiscoveryHttp } from './discovery/lazy-http';
import { loadNetwork } from './discovery/lazy-network';
import { loadJsonErrors } from '../protocol/marathon/json-text';
import { loadFaultsApi } from './faults/lazy-api';
import { loadMarathonWrites } from './marathon/api/lazy-writes';
import { loadMesosHttp } from './mesos/lazy-http';
import { loadInsight } from './workloads/insight';
import { loadNetworkPrograms } from './workloads/network-programs';

/** A part could not be fetched: who served the page is away, or serves another version by now. */
export class PartMissing extends Error {}

/** @throws PartMissing */
export const fetched = async (...parts: readonly Promise<unknown>[]): Promise<void> => {
  try {
    await Promise.all(parts);
  } catch (cause) {
    throw new PartMissing(`a part of the cluster could not be fetched: ${String(cause)}`, { cause });
  }
};

/** Needed before Mesos, Mesos-DNS, an agent, a log or faults are asked anything. @throws PartMissing */
export const loadParts = (): Promise<void> =>
  fetched(loadMesosHttp(), loadInsight(), loadFaultsApi(), loadDiscoveryHttp());

const networking = { isLoaded: false };

/** Needed before anything runs: processes may ask the network. Undefined: it is there, and nobody needs to wait. @throws PartMissing */
export const loadNetworking = (): Promise<void> | undefined =>
  networking.isLoaded
    ? undefined
    : fetched(loadNetwork(), loadNetworkPrograms()).then(() => {
        networking.isLoaded = true;
      });

const writes = { areReady: false };

/** Needed besides before what comes from outside is read, or read once more. Undefined: nobody needs to wait. @throws PartMissing */
export const loadForWrites = (): Promise<void> | undefined =>
  writes.areReady
    ? undefined
    : Promise.all([loadNetworking(), fetched(loadJsonErrors(), loadMarathonWrites())]).then(() => {
        writes.areReady = true;
      });
