/** `dcos` as a program of the shell. */
import { runDcos } from '../dcos/run-dcos';
import type { Program } from './process';

/** Resolves after the time or the abort, whichever is first. */
const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

export const dcos: Program = ({ args, input, stdout, stderr, env, signal, host }) =>
  runDcos(args, {
    fetch: (request) =>
      // The page speaks to its cluster alone.
      request.url.startsWith(`${host.baseUrl}/`)
        ? host.fetch(request)
        : Promise.reject(new TypeError('not an address of the cluster')),
    baseUrl: host.baseUrl,
    stdout,
    stderr,
    stdin: async () => input,
    readFile: async (path) => host.files.read(path),
    env,
    now: Date.now,
    wait,
    signal,
    color: host.color === true,
  });
