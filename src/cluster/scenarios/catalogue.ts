/** All scenarios by name. A new one is one file and one line here; those with a past of their own are fetched when they are wished. */
import { empty, quickstart } from './quickstart';
import type { Scenario } from './scenario';

export const DEFAULT_SCENARIO: Scenario = quickstart;

const SCENARIOS: ReadonlyMap<string, () => Promise<Scenario>> = new Map([
  [quickstart.name, () => Promise.resolve(quickstart)],
  ['tour', async () => (await import('./tour')).tour],
  ['large', async () => (await import('./large')).large],
  [empty.name, () => Promise.resolve(empty)],
]);

export const SCENARIO_NAMES: readonly string[] = [...SCENARIOS.keys()];

export const isScenario = (name: string): boolean => SCENARIOS.has(name);

/** The scenario of that name; the default one if there is none. */
export const loadScenario = async (name: string): Promise<Scenario> =>
  (await SCENARIOS.get(name)?.()) ?? DEFAULT_SCENARIO;
