/**
 * `npm run build:bin`: the programs, one JavaScript file each with all it needs, in dist-bin.
 * `npm run cluster`, `npm run try` and `npm run dcos` build and run them at once, since Node of this age runs no TypeScript:
 * `node scripts/programs.mjs podrome cluster --port 8080`
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './steps.mjs';

const programs = { podrome: 'src/cli/podrome.ts', dcos: 'src/cli/dcos-main.ts' };

/** Builds a module with all it needs into one file. @returns {Promise<string>} the file's path */
export const buildModule = async (entry, path) => {
  const { output } = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: 'node20',
      minify: false,
      write: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  mkdirSync(dirname(path), { recursive: true });
  // Renamed into place: another call may be starting the last build at this moment.
  writeFileSync(`${path}.${process.pid}`, output[0].code, { mode: 0o755 });
  renameSync(`${path}.${process.pid}`, path);
  return path;
};

/** Builds one of the programs. @returns {Promise<string>} its path */
export const buildProgram = (name, folder = `${root}dist-bin`) =>
  buildModule(programs[name], join(folder, `${name}.js`));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [name] = process.argv.splice(2, 1);
  if (name === undefined) for (const each of Object.keys(programs)) await buildProgram(each);
  else await import(pathToFileURL(await buildProgram(name)).href);
}
