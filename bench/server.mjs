/** Starts and ends the built cluster program for a measurement. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export const startServer = async (program, args, nodeArgs = []) => {
  const since = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, program, 'cluster', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const readyMs = performance.now() - since;
  const port = Number(/:(\d+) /.exec(String(line))?.[1]);
  return {
    port,
    readyMs,
    /** Resident megabytes. */
    memory: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024),
    stop: async () => {
      const since = performance.now();
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`the server ended with ${code}`);
      return performance.now() - since;
    },
  };
};
