/** Boot: shows the shell at once and, unless a real cluster answers, starts the simulated one beside it. */
import { setConnection } from './api/client/connection';
import { setTransport, type Transport } from './api/client/transport';
import { mountApp } from './app/mount-app';

/** Requests of the first screen wait until the cluster is there. */
const startSimulation = async (): Promise<void> => {
  let ready: (transport: Transport) => void = () => undefined;
  const first = new Promise<Transport>((resolve) => (ready = resolve));
  setTransport(async (request) => (await first)(request));
  try {
    const { startMocks } = await import('./mocks/start');
    await startMocks(location.search, {
      onTransport: (transport) => {
        ready(transport);
        setTransport(transport);
      },
      onStarted: (started) => setConnection({ kind: 'simulated', ...started }),
      onElsewhere: () => setConnection({ kind: 'elsewhere' }),
    });
  } catch (error) {
    setConnection({ kind: 'failed', message: String(error) });
    ready(() => Promise.reject(error instanceof Error ? error : new Error(String(error))));
  }
};

if (import.meta.env.VITE_CLUSTER === 'remote') setConnection({ kind: 'remote' });
else void startSimulation();

const root = document.getElementById('root');
if (root !== null) mountApp(root);
