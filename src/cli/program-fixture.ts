/** The built program as a child process, for tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { buildProgram } from '../../scripts/programs.mjs';

let folder = '';
let program = '';
const running = new Set<ChildProcess>();

/** Builds the program once for the tests of a file. Returns a folder of its own for each call within. */
export const builtProgram = (): { readonly newFolder: (name: string) => string } => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'podrome-'));
    program = await buildProgram('podrome', join(folder, 'bin'));
  }, 60_000);
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    newFolder: (name) => {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
  };
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Where it listens; rejects with what it said when it ends before. */
  readonly url: Promise<string>;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts the program with these arguments. */
export const run = (...args: readonly string[]): Running => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += String(text)));
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, stdout, stderr };
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      stdout += String(text);
      const found = /http:\/\/\S+/.exec(stdout)?.[0];
      if (found !== undefined) resolve(found);
    });
    void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${stdout}${stderr}`)));
  });
  url.catch(() => undefined);
  return {
    url,
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};
