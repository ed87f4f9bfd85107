/** All scenarios by name. A new one is one file and one line here. */
import { large } from './large';
import { empty, quickstart } from './quickstart';
import type { Scenario } from './scenario';
import { tour } from './tour';

export const DEFAULT_SCENARIO: Scenario = quickstart;

export const SCENARIOS: readonly Scenario[] = [quickstart, tour, large, empty];

/** The scenario of that name, `undefined` if there is none. */
export const findScenario = (name: string): Scenario | undefined =>
  SCENARIOS.find((scenario) => scenario.name === name);
