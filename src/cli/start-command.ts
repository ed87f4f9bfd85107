/** `podrome start`: serves the built dashboard, which brings its cluster along in the page. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createStaticSite } from '../node/static-site';
import { portIn } from './cluster-command';
import { untilStopped } from './signals';
import { UsageError } from './usage-error';

export const START_USAGE = 'Usage: podrome start [--port 4173]';

const readPort = (args: readonly string[]): number => {
  try {
    return portIn(parseArgs({ args: [...args], options: { port: { type: 'string', default: '4173' } } }).values.port);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

export const runStart = async (args: readonly string[]): Promise<number> => {
  const port = readPort(args);
  // Beside the folder of the built programs.
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../dist');
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`${folder}: the dashboard is not there; build it with npm run build`);
  const site = createStaticSite(folder);
  site.listen(port, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  console.log(`Podrome at http://localhost:${address !== null && typeof address === 'object' ? address.port : port}`);
  await untilStopped();
  site.close();
  site.closeAllConnections();
  return 0;
};
