/** One thing a user does to a cluster. */
export interface Deed {
  /** Virtual milliseconds to let go by before it. */
  readonly wait: number;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Below the cluster's root, with the query. */
  readonly path: string;
  /** Sent as it is. */
  readonly body?: string;
}
