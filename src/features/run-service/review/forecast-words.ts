/** A forecast in words: how it ends, and what happens on the way, instance by instance. */
import type { ForecastStep, RunForecast } from '../../../protocol/simulation/forecast';

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `0.4 s`, `12 s`, `3 min 5 s`: of a span in milliseconds. */
const afterText = (ms: number): string => {
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** It failed more than once, and that is where the look ahead ended. */
export const failsForEver = ({ end, steps, failure }: RunForecast): boolean =>
  end === 'cut' && failure !== null && steps.filter(({ what }) => what === 'failed').length > 1;

/** How it ends, in one or two sentences. */
export function outcomeText(forecast: RunForecast): string {
  const { end, agents, waiting, from, until, failure } = forecast;
  const placed = agents.reduce((sum, { after }) => sum + after, 0);
  const span = afterText(until - from);
  if (end === 'done') {
    if (placed === 0) return `Nothing of it runs when the deployment ends, after ${span}.`;
    if (placed === 1) return `The one instance is up after ${span}.`;
    return `${placed === 2 ? 'Both' : `All ${placed}`} instances are up after ${span}.`;
  }
  const wait = waiting === 1 ? 'waits' : 'wait';
  if (end === 'waiting' && placed === 0)
    return waiting === 1
      ? 'The one instance finds no place and waits until there is room.'
      : `None of the ${waiting} instances finds a place; they wait until there is room.`;
  if (end === 'waiting')
    return `${count(placed, 'instance')} ${placed === 1 ? 'has' : 'have'} a place; ${waiting} more ${wait} until there is room.`;
  if (failure !== null && failsForEver(forecast))
    return `It fails and is launched again, over and over. Container ${failure.container} says: ${failure.message}`;
  const still = waiting > 0 ? `, with ${count(waiting, 'instance')} waiting` : '';
  return `The deployment goes on for more than ${span}${still}; how it ends is too far ahead to be looked at.`;
}

const doings: Readonly<Record<ForecastStep['what'], string>> = {
  placed: 'is launched',
  up: 'is up',
  stopping: 'is told to stop',
  ended: 'has ended',
  failed: 'fails',
};

export interface StepLine {
  readonly key: string;
  readonly after: string;
  readonly text: string;
}

/** Instances get numbers, in the order in which something becomes of them: their ids say nothing to anybody. */
export function stepLines({ steps, from }: RunForecast): readonly StepLine[] {
  const numbers = new Map<string, string>();
  const counts = { old: 0, fresh: 0 };
  const nameOf = ({ instanceId, old }: ForecastStep): string => {
    const known = numbers.get(instanceId);
    if (known !== undefined) return known;
    const name = old ? `Old instance ${++counts.old}` : `Instance ${++counts.fresh}`;
    numbers.set(instanceId, name);
    return name;
  };
  return steps.map((step, index) => ({
    key: `${index} ${step.instanceId}`,
    after: afterText(step.at - from),
    text: `${nameOf(step)} ${doings[step.what]}${step.hostname === null ? '' : ` on ${step.hostname}`}`,
  }));
}
