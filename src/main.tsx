/** Boot: asks for the simulated cluster, unless a real one answers, and shows the shell while it starts. */
import { setConnection } from './api/client/connection';
import { setTransport, type Transport } from './api/client/transport';
import { mountApp } from './app/mount-app';

/** Ends when the cluster's worker was asked for; requests of the first screen wait until it is there. */
const startSimulation = async (): Promise<void> => {
  let ready: (transport: Transport) => void = () => undefined;
  const first = new Promise<Transport>((resolve) => (ready = resolve));
  setTransport(async (request) => (await first)(request));
  const fail = (error: unknown): void => {
    setConnection({ kind: 'failed', message: String(error) });
    ready(() => Promise.reject(error instanceof Error ? error : new Error(String(error))));
  };
  try {
    const { startMocks } = await import('./mocks/start');
    startMocks(location.search, {
      onTransport: (transport) => {
        ready(transport);
        setTransport(transport);
      },
      onStarted: (started) => setConnection({ kind: 'simulated', ...started }),
      onElsewhere: () => setConnection({ kind: 'elsewhere' }),
    }).catch(fail);
  } catch (error) {
    fail(error);
  }
};

const mount = (): void => {
  const root = document.getElementById('root');
  if (root !== null) mountApp(root);
};

if (import.meta.env.VITE_CLUSTER === 'remote') {
  setConnection({ kind: 'remote', address: import.meta.env.VITE_CLUSTER_ADDRESS });
  mount();
} else {
  // A worker takes longer to start than the shell to draw: both go on side by side when the worker is asked for first.
  void startSimulation().then(mount);
}
