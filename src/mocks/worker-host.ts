/** The worker's side: one cluster for whoever connects. The same script serves as shared worker and as a tab's own. */
import { hostCluster } from './host';
import { serveOverPort } from './port';
import { wishOfName } from './world-wish';

const cluster = hostCluster(wishOfName(self.name));

const serve = (port: MessagePort | undefined): void => {
  if (port !== undefined) serveOverPort(port, cluster.fetch, () => void cluster.save());
};

if ('onconnect' in globalThis) {
  // A shared worker: every page brings its port.
  globalThis.addEventListener('connect', (event) => {
    if (event instanceof MessageEvent) serve(event.ports[0]);
  });
} else {
  // A dedicated worker: its page sends it one end of a channel.
  globalThis.addEventListener('message', ({ ports }) => serve(ports[0]));
}
