/** One scale measurement in a fresh Node: `node --expose-gc bench/in-node.mjs <module> <measurement> <size as JSON>`. */
import { pathToFileURL } from 'node:url';

const [module, what, size] = process.argv.slice(2);
const scale = await import(pathToFileURL(module).href);
const memory = () => {
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, process: rss / 2 ** 20 };
};
process.stdout.write(JSON.stringify(await scale[what](JSON.parse(size), memory)));
