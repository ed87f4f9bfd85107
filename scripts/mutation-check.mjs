/**
 * `npm run mutations`: are the tests worth anything? Plants faults one at a time in a copy of the sources and runs the nearest
 * tests, then a few random worlds; every fault has to be caught. Prints a table; fails when one survives.
 * `npm run mutations -- --worlds` leaves it to the worlds alone, `--only=TEXT|TEXT` plants those whose name or file has
 * one of the texts.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentFaults } from './mutations/agent.mjs';
import { marathonFaults } from './mutations/marathon.mjs';
import { masterFaults } from './mutations/master.mjs';
import { root } from './steps.mjs';

const onlyWorlds = process.argv.includes('--worlds');
const only = (process.argv.find((each) => each.startsWith('--only='))?.slice('--only='.length) ?? '').split('|');
const WORLDS = ['disturbed', 'asked', 'more-asked', 'replayed'].map(
  (kind) => `src/cluster/worlds/${kind}-worlds.test.ts`,
);
const SEEDS = '1-12';
/** A fault may well make a test run for ever. */
const LONGEST = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'podrome-mutations-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const name of ['src', 'scripts', 'public', 'index.html', 'package.json', 'vite.config.ts', 'vitest.config.ts'])
  cpSync(join(root, name), join(folder, name), { recursive: true });
for (const name of ['tsconfig.base.json', 'tsconfig.json', 'tsconfig.node.json', 'tsconfig.cluster.json'])
  cpSync(join(root, name), join(folder, name));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');

/** Runs test files in the copy. @returns {Promise<string | undefined>} what failed first, undefined when nothing did */
const firstFailure = (files) =>
  new Promise((resolve, reject) => {
    const report = join(folder, 'report.json');
    rmSync(report, { force: true });
    const parameters = ['vitest', 'run', ...files, '--bail=1', '--reporter=json', `--outputFile=${report}`];
    const env = { ...process.env, WORLD_SEEDS: SEEDS, NO_COLOR: '1' };
    const child = spawn(join(root, 'node_modules/.bin', parameters[0]), parameters.slice(1), {
      cwd: folder,
      env,
      stdio: 'ignore',
      detached: true,
    });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      resolve('runs for ever');
    }, LONGEST);
    child.on('close', () => {
      clearTimeout(timer);
      let results;
      try {
        results = JSON.parse(readFileSync(report, 'utf8'));
      } catch {
        return resolve('runs for ever');
      }
      const broken = results.testResults.find((each) => each.status === 'failed' && each.assertionResults.length === 0);
      if (broken !== undefined) return reject(new Error(`${broken.name} does not load: ${broken.message}`));
      if (results.numTotalTests === 0) return reject(new Error(`no test in ${files.join(', ')}`));
      const failed = results.testResults
        .flatMap((each) => each.assertionResults.map((test) => ({ ...test, file: each.name })))
        .find(({ status }) => status === 'failed');
      return resolve(failed === undefined ? undefined : told(failed));
    });
  });

/** Of a world the invariant it broke, of any other test its name. */
const told = ({ file, fullName, failureMessages }) => {
  const name = file.slice(folder.length + 1).replace(/^.*src\/cluster\//, '');
  if (!name.startsWith('worlds/')) return `${name}: ${fullName}`;
  return `a world: ${(failureMessages[0] ?? '').split('\n')[0].replace(/^AssertionError: /, '')}`.slice(0, 160);
};

/** Where a fault goes. @throws Error unless that is one place */
const placeOf = ({ file, fault, old }) => {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const times = text.split(old).length - 1;
  if (times !== 1) throw new Error(`“${fault}”: its text occurs ${times} times in ${file}`);
  return { path, text };
};

/** Plants a fault, sees what catches it, and takes it away again. */
const judge = async (one) => {
  const { path, text } = placeOf(one);
  writeFileSync(
    path,
    text.replace(one.old, () => one.put),
  );
  try {
    const near = onlyWorlds ? undefined : await firstFailure(one.tests);
    return near ?? (await firstFailure(WORLDS));
  } finally {
    writeFileSync(path, text);
  }
};

const faults = [...masterFaults, ...agentFaults, ...marathonFaults].filter(({ file, fault }) =>
  only.some((text) => file.includes(text) || fault.includes(text)),
);
for (const each of faults) placeOf(each);
const sound = await firstFailure([...new Set([...faults.flatMap(({ tests }) => tests), ...WORLDS])]);
if (sound !== undefined) throw new Error(`fails without any fault: ${sound}`);

let survivors = 0;
console.log(`| fault | in | caught by |\n|---|---|---|`);
for (const each of faults) {
  const catcher = await judge(each);
  if (catcher === undefined) survivors++;
  console.log(`| ${each.fault} | ${each.file.replace('src/cluster/', '')} | ${catcher ?? '**NOBODY**'} |`);
}
console.log(`\n${faults.length} faults, ${survivors} survived`);
process.exitCode = survivors > 0 ? 1 : 0;
