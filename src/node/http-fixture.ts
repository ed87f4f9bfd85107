/** Servers and clients for the tests of the HTTP host. All are closed after the file's last test. */
import { connect, type Socket } from 'node:net';
import { afterAll, expect } from 'vitest';
import { createCluster, type Cluster } from '../cluster/cluster';
import { startHttpHost, type HttpHostOptions } from './http-host';

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

export interface Served {
  readonly cluster: Cluster;
  readonly url: string;
  readonly port: number;
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

/** A cluster, or any other function, behind a server on a free port. */
export const serve = async (
  options: Partial<HttpHostOptions> & { readonly fetch?: (request: Request) => Promise<Response> } = {},
): Promise<Served> => {
  const cluster = createCluster();
  const errors: unknown[] = [];
  const { fetch = cluster.fetch, ...rest } = options;
  const onError = (error: unknown): void => void errors.push(error);
  const host = await startHttpHost(fetch, { hostname: '127.0.0.1', port: 0, onError, ...rest });
  closers.push(() => host.close());
  return { cluster, url: host.url, port: Number(new URL(host.url).port), errors, close: () => host.close() };
};

export interface RawClient {
  readonly socket: Socket;
  write(text: string): void;
  /** All that came until `word` did. Fails when the connection ends before. */
  until(word: string): Promise<string>;
  /** The same for the `count`th time the word comes. */
  untilAll(word: string, count: number): Promise<string>;
  /** All that came until the other side ended the connection. */
  toEnd(): Promise<string>;
}

/** A connection that speaks whatever it is told to. */
export const rawClient = (port: number): RawClient => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  closers.push(() => Promise.resolve(socket.destroy()));
  let heard = '';
  let ended = false;
  let look: () => void = () => undefined;
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1');
    look();
  });
  const end = (): void => {
    ended = true;
    look();
  };
  socket.on('end', end).on('close', end).on('error', end);
  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      look = () => {
        if (holds()) resolve();
        else if (ended) reject(new Error(`the connection ended after: ${heard}`));
      };
      look();
    });
  return {
    socket,
    write: (text) => void socket.write(text, 'latin1'),
    until: async (word) => {
      await when(() => heard.includes(word));
      return heard;
    },
    untilAll: async (word, count) => {
      await when(() => heard.split(word).length > count);
      return heard;
    },
    toEnd: async () => {
      await when(() => ended);
      return heard;
    },
  };
};

/** Status and JSON of a raw answer. */
export const parseAnswer = (text: string): { readonly status: number; readonly json: unknown } => {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  expect(head.toLowerCase()).toContain('content-type: application/json');
  return { status: Number(head.split(' ')[1]), json: JSON.parse(body) };
};

/** Without instances its deployment is done at once, so that any number can be added. */
export const aPod = (id: string) => ({
  id,
  scaling: { kind: 'fixed', instances: 0 },
  containers: [{ name: 'one', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.01, mem: 1 } }],
});

/** Adds a pod and returns the status of the answer. */
export const addPod = async (url: string, id: string): Promise<number> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(aPod(id)) };
  return (await fetch(`${url}/v2/pods`, init)).status;
};
