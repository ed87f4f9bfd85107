/** Where a program outside the page would find the cluster, and what to know about that address. */
import type { Connection } from '../../../api/client/connection';

/** Where `npm run cluster` serves one. */
const SERVED_HERE = 'http://127.0.0.1:8080';

export interface ClusterAddress {
  /** Without a slash at its end. */
  readonly address: string;
  readonly note: string | undefined;
}

/** A real cluster has an address; the simulated one lives in the browser and lends that of its twin on Node. */
export const clusterAddress = (connection: Connection): ClusterAddress =>
  connection.kind === 'remote'
    ? { address: connection.address, note: undefined }
    : {
        address: SERVED_HERE,
        note: 'This cluster lives in your browser, where no other program can reach it. The address is that of a cluster started with “npm run cluster”.',
      };
