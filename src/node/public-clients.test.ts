/** Unchanged public programs against the cluster over HTTP, as scripts of others use them: curl; Python's requests is run by hand (`e2e/clients`). */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startClusterServer } from './cluster-server';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.skipIf(!hasCurl)('curl deploys, waits, scales, kills and removes (needs curl)', { timeout: 60_000 }, async () => {
  const errors: unknown[] = [];
  const server = await startClusterServer({
    hostname: '127.0.0.1',
    port: 0,
    speed: 50,
    onNote: () => undefined,
    onError: (error) => errors.push(error),
  });
  try {
    const { stdout } = await promisify(execFile)('sh', ['e2e/clients/deploy.sh', server.url]);
    expect([stdout, errors]).toEqual(['done\n', []]);
  } finally {
    await server.stop();
  }
});
