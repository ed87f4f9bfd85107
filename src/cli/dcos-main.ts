#!/usr/bin/env node
/** `dcos` on the machine: arguments, standard streams and exit code of this process; the cluster at `DCOS_URL`. */
import { readFile } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import type { DcosIo } from './dcos/io';
import { runDcos } from './dcos/run-dcos';

const DEFAULT_URL = 'http://127.0.0.1:8080';

const readStandardInput = async (): Promise<string | undefined> => {
  if (process.stdin.isTTY) return undefined;
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const piece of process.stdin) text += String(piece);
  return text;
};

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
// A reader such as `head` may leave before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const io: DcosIo = {
  fetch: (request) => fetch(request),
  baseUrl: (process.env['DCOS_URL'] ?? DEFAULT_URL).replace(/\/+$/, ''),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: readStandardInput,
  readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
  env: (name) => process.env[name],
  now: Date.now,
  wait: (milliseconds, signal) =>
    after(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  signal: interrupt.signal,
  color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
};

process.exitCode = await runDcos(process.argv.slice(2), io);
