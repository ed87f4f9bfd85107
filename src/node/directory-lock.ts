/**
 * One cluster per directory. Each process listens on a socket of its own inside; whoever finds another's that answers,
 * leaves. Sockets fall silent with their process, however it ends, so there is no stale lock and no guess by process id.
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';

export interface DirectoryLock {
  release(): Promise<void>;
}

const SOCKET = /^podrome-lock-[0-9a-f]{8}$/;
/** What the kernels allow for a socket's path, the smallest of them. */
const LONGEST_PATH = 103;

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** Whether a living process listens there. */
const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // Anything but "nobody listens" may be a busy owner.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(!['ECONNREFUSED', 'ENOENT'].includes(error.code ?? '')),
    );
  });

/** @throws Error when another process holds the directory, or nobody can */
export const lockDirectory = async (directory: string): Promise<DirectoryLock> => {
  const near = relative(process.cwd(), directory) || '.';
  const base = near.length < directory.length ? near : directory;
  const own = `podrome-lock-${randomUUID().slice(0, 8)}`;
  if (Buffer.byteLength(join(base, own)) > LONGEST_PATH)
    throw new Error(`${directory}: the path is too long for the lock in it; start from a folder nearer to it`);
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, join(base, own));
  } catch (error) {
    throw new Error(`${directory}: cannot be locked (${error instanceof Error ? error.message : String(error)})`);
  }
  server.unref();
  // Own socket first, then a look around: of two that start together at least one sees the other.
  for (const name of (await readdir(directory)).filter((found) => SOCKET.test(found) && found !== own)) {
    if (await answers(join(base, name))) {
      await close(server);
      throw new Error(`${directory}: another cluster runs on this directory; stop it or choose another directory`);
    }
    await rm(join(directory, name), { force: true });
  }
  return { release: () => close(server) };
};
