/** The ways to a cluster: a direct call, a message port as from a worker, MSW's handlers as in the page, HTTP. */
import { getResponse } from 'msw';
import { afterAll, expect } from 'vitest';
import { handlersFor } from '../mocks/handlers';
import { connectPort, serveOverPort } from '../mocks/port';
import { startHttpHost, type HttpHost } from './http-host';

export type Fetch = (request: Request) => Promise<Response>;

const ports: MessagePort[] = [];
const servers: Promise<HttpHost>[] = [];
afterAll(async () => {
  for (const port of ports) port.close();
  await Promise.all(servers.map(async (server) => (await server).close()));
});

const overPort = (fetch: Fetch): Fetch => {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveOverPort(port2, fetch);
  return connectPort(port1).fetch;
};

const overMsw = (fetch: Fetch): Fetch => {
  const handlers = handlersFor(fetch);
  return async (request) => (await getResponse(handlers, request)) ?? expect.fail(`${request.url} is not intercepted`);
};

const overHttp = (fetch: Fetch): Fetch => {
  const server = startHttpHost(fetch, {
    hostname: '127.0.0.1',
    port: 0,
    onError: (error) => expect.fail(String(error)),
  });
  servers.push(server);
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = request.body === null ? null : await request.arrayBuffer();
    return globalThis.fetch(`${(await server).url}${pathname}${search}`, { method, headers, body });
  };
};

/** Every way to the cluster. */
export const hosts: readonly (readonly [string, (fetch: Fetch) => Fetch])[] = [
  ['direct call', (fetch) => fetch],
  ['message port', overPort],
  ['MSW', overMsw],
  ['MSW over a port', (fetch) => overMsw(overPort(fetch))],
  ['HTTP', overHttp],
];
