/** How this page is connected to its cluster: written at start-up by whoever makes the connection, read by the shell. */

export type Connection =
  /** Until the first answer is known. */
  | { readonly kind: 'starting' }
  /** A real cluster, or a simulated one behind a server. */
  | {
      readonly kind: 'remote';
      /** Its URL, without a slash at the end. */
      readonly address: string;
    }
  /** A simulated cluster in this browser. */
  | {
      readonly kind: 'simulated';
      /** Where it runs: shared by all tabs, in a worker of this tab, or in the page itself. */
      readonly place: 'shared-worker' | 'worker' | 'page';
      /** Whether the page's own `fetch` reaches it, too; if not, only this dashboard does. */
      readonly intercepted: boolean;
    }
  /** Another tab runs the cluster and this browser can't share it; this tab takes over when that one closes. */
  | { readonly kind: 'elsewhere' }
  /** The simulated cluster could not be started at all. */
  | { readonly kind: 'failed'; readonly message: string };

let current: Connection = { kind: 'starting' };
const listeners = new Set<() => void>();

/** The connection as it is now; the same object until it changes. */
export const getConnection = (): Connection => current;

/** Tells everyone who subscribed. */
export const setConnection = (connection: Connection): void => {
  current = connection;
  for (const listener of listeners) listener();
};

/** Calls back after each change, until the result is called. */
export const subscribeConnection = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
