/**
 * Checks imports against layer-rules.mjs, and finds cycles (type imports count), barrels, orphans and test code in use.
 * A scan of import statements is enough: the formatter has put each at the start of a line.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { layerRules } from './layer-rules.mjs';

const isTest = (module) => module.endsWith('.test');
/** Builders of all, and fixtures beside the tests that use them. */
const isTesting = (module) => module.startsWith('testing/') || /-fixtures?$/.test(module);
const withoutEnding = (path) => path.replace(/(?<!\.d)\.tsx?$/, '');

const importForms = [
  { form: /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/gm, lazy: false },
  { form: /^\s*import\s*['"]([^'"]+)['"]/gm, lazy: false },
  { form: /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g, lazy: true },
  { form: /\bnew URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g, lazy: true },
];

/** Every import of one file, as `{ target, lazy, isPackage }`; targets inside `src` without ending. */
const importsOf = (module, text) =>
  importForms.flatMap(({ form, lazy }) =>
    [...text.matchAll(form)].map(([, specifier]) => {
      const path = specifier.replace(/\?.*$/, '');
      const isPackage = !path.startsWith('.');
      const target = isPackage ? path : withoutEnding(posix.join(posix.dirname(module), path));
      return { target, lazy, isPackage };
    }),
  );

/** Why `rule` refuses the import, or undefined. */
const refuses = (rule, module, { target, lazy, isPackage }) => {
  const origin = rule.from.exec(module);
  if (!origin) return false;
  if (isPackage) return (rule.noPackages ?? []).some((pattern) => pattern.test(target));
  if (rule.from.exec(target)?.[0] === origin[0]) return false;
  const allowed = lazy ? [...rule.may, ...(rule.mayLazily ?? [])] : rule.may;
  return !allowed.some((pattern) => pattern.test(target));
};

/** Each cycle once, as the list of modules on it. */
const cyclesOf = (graph) => {
  const done = new Set();
  const cycles = [];
  const walk = (module, trail) => {
    const at = trail.indexOf(module);
    if (at >= 0) cycles.push([...trail.slice(at), module]);
    if (at >= 0 || done.has(module)) return;
    for (const next of graph.get(module) ?? []) walk(next, [...trail, module]);
    done.add(module);
  };
  for (const module of graph.keys()) walk(module, []);
  return cycles;
};

/**
 * All violations as `{ rule, file, says }`.
 * @param sources text by path below `src/`, e.g. `cluster/cluster.ts`
 * @param roots modules that something outside `src` starts, e.g. `main.tsx`
 */
export const checkLayers = (sources, roots = []) => {
  const modules = new Map(
    [...sources].map(([file, text]) => [withoutEnding(file), importsOf(withoutEnding(file), text)]),
  );
  const inside = (imports) => imports.filter(({ isPackage }) => !isPackage).map(({ target }) => target);
  const violations = [];
  const report = (rule, file, says) => violations.push({ rule, file, says });

  for (const [module, imports] of modules) {
    if (/(^|\/)index$/.test(module)) report('no-barrels', module, 'import each thing from the file that makes it');
    if (isTest(module) || isTesting(module)) continue;
    for (const entry of imports) {
      for (const rule of layerRules.filter((one) => refuses(one, module, entry)))
        report(rule.name, module, `imports ${entry.target}: ${rule.says}`);
      if (!entry.isPackage && isTesting(entry.target))
        report('testing-stays-in-tests', module, `imports ${entry.target}: builders are for tests`);
    }
  }

  const graph = new Map([...modules].map(([module, imports]) => [module, inside(imports)]));
  for (const cycle of cyclesOf(graph)) report('no-cycles', cycle[0], cycle.join(' → '));

  const used = new Set(roots.map(withoutEnding));
  for (const [module, targets] of graph) {
    if (isTest(module)) for (const target of targets.filter(isTesting)) used.add(target);
    else for (const target of targets) used.add(target);
  }
  for (const module of graph.keys())
    if (!used.has(module) && !isTest(module) && !module.endsWith('.d.ts'))
      report('no-orphans', module, 'nothing but tests imports it');
  return violations;
};

/** The sources of this repository and the modules its page, tools and end-to-end tests start from. */
const readRepository = (root) => {
  const read = (path) => readFileSync(new URL(path, root), 'utf8');
  const list = (folder) =>
    readdirSync(new URL(folder, root), { recursive: true }).map((path) => path.replaceAll('\\', '/'));
  const sources = new Map(
    list('src/')
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => [path, read(`src/${path}`)]),
  );
  const outside = [
    'index.html',
    ...readdirSync(root).filter((path) => path.endsWith('.config.ts')),
    ...['scripts', 'e2e', 'bench'].flatMap((folder) => {
      const found = readdirSync(root).includes(folder) ? list(`${folder}/`) : [];
      return found.filter((path) => /(?<!\.test)\.(ts|mjs)$/.test(path)).map((path) => `${folder}/${path}`);
    }),
  ];
  const roots = outside.flatMap((path) => [...read(path).matchAll(/\bsrc\/([\w./-]+\.tsx?)/g)].map(([, file]) => file));
  const fromE2e = outside.flatMap((path) =>
    [...read(path).matchAll(/['"](?:\.\.\/)+src\/([\w./-]+)['"]/g)].map(([, file]) => file),
  );
  return { sources, roots: [...roots, ...fromE2e] };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { sources, roots } = readRepository(new URL('../', import.meta.url));
  const violations = checkLayers(sources, roots);
  for (const { rule, file, says } of violations) console.error(`${rule}: src/${file} ${says}`);
  console.log(`${sources.size} modules, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
