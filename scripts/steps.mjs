/** Runs a tool as one step of a longer job: quiet while it goes well, its whole output when it fails. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
const tools = `${root}node_modules/.bin${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(7);

/**
 * Starts a step. `done` settles with `{ name, ok, output }` and never rejects; `stop` ends it early.
 * @param options.show pass the output through while it runs @param options.env added to the environment
 */
export const startStep = (name, command, { show = false, env = {} } = {}) => {
  const since = performance.now();
  const [program, ...parameters] = command;
  const child = spawn(program, parameters, {
    cwd: root,
    env: { ...process.env, ...env, PATH: tools },
    stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let stopped = false;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  const done = new Promise((resolve) => {
    const end = (ok) => {
      if (!stopped) console.log(`${ok ? 'ok  ' : 'FAIL'} ${seconds(since)}  ${name}`);
      if (!ok && !stopped && output) console.log(output.trimEnd());
      resolve({ name, ok, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
  const stop = () => {
    stopped = true;
    child.kill();
  };
  return { done, stop };
};

/** Runs a step and tells whether it went well. */
export const runStep = async (name, command, options) => (await startStep(name, command, options).done).ok;
