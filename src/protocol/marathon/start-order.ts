/**
 * Ordered start inside a pod, an addition of Podrome that Marathon ignores: who waits for whom, read from
 * `lifecycle.startAfter` or, where a plain Marathon has dropped that, from the label that mirrors it.
 */
import type { Complain } from './field-errors';
import { expectedBetween } from './number-wording';
import { itemPath } from './path';
import type { Container, Lifecycle, StartCondition } from './pod';
import { NAME_PATTERN } from './patterns';

/** Label of a container that mirrors `lifecycle.startAfter`, e.g. `db:healthy,migrate:finished`. */
export const START_AFTER_LABEL = 'DCOS_START_AFTER';

/** Seconds; Marathon gives up on a task that is still staging after this long. */
const LONGEST_START_TIMEOUT = 300;

const CONDITIONS: readonly StartCondition['condition'][] = ['running', 'healthy', 'finished'];

/** The label's text for these conditions. */
export const startAfterLabel = (conditions: readonly StartCondition[]): string =>
  conditions.map(({ container, condition }) => `${container}:${condition}`).join(',');

/** The conditions a label's text stands for; undefined when it is some other text that happens to have this name. */
export const parseStartAfterLabel = (text: string): readonly StartCondition[] | undefined => {
  const conditions = text.split(',').map((part): StartCondition | undefined => {
    const [container = '', word = 'running', ...more] = part.trim().split(':');
    const condition = CONDITIONS.find((known) => known === word);
    return condition === undefined || more.length > 0 || !NAME_PATTERN.test(container)
      ? undefined
      : { container, condition };
  });
  return conditions.every((condition) => condition !== undefined) ? conditions : undefined;
};

type Startable = Pick<Container, 'name' | 'labels' | 'lifecycle' | 'healthCheck'>;

/** What this container waits for: `lifecycle.startAfter`, else the label, else nothing. */
export const startConditions = (container: Startable): readonly StartCondition[] =>
  container.lifecycle?.startAfter ?? fromLabel(container) ?? [];

const fromLabel = ({ labels }: Startable): readonly StartCondition[] | undefined =>
  Object.hasOwn(labels, START_AFTER_LABEL) ? parseStartAfterLabel(labels[START_AFTER_LABEL] ?? '') : undefined;

export const kindOf = (container: { readonly lifecycle?: Lifecycle | undefined }): 'main' | 'init' | 'sidecar' =>
  container.lifecycle?.kind ?? 'main';

/** Every rule of ordered start over the containers of one pod. */
export const checkStartOrder = (containers: readonly Startable[], complain: Complain): void => {
  const byName = new Map(containers.map((container) => [container.name, container]));
  for (const [index, container] of containers.entries())
    checkConditions(container, byName, `${itemPath('/containers', index)}/lifecycle`, complain);
  if (containers.length > 0 && containers.every((container) => kindOf(container) === 'init'))
    complain('/containers', 'at least one container must be of another kind than init');
  const cycle = findCycle(containers);
  if (cycle !== undefined) complain('/containers', `start conditions form a cycle: ${cycle.join(' → ')}`);
};

const checkConditions = (
  container: Startable,
  byName: ReadonlyMap<string, Startable>,
  path: string,
  complain: Complain,
): void => {
  const timeout = container.lifecycle?.startTimeoutSeconds;
  if (timeout !== undefined && (timeout < 1 || timeout > LONGEST_START_TIMEOUT))
    complain(`${path}/startTimeoutSeconds`, expectedBetween(timeout, 1, LONGEST_START_TIMEOUT));
  const seen = new Set<string>();
  for (const [index, { container: name, condition }] of startConditions(container).entries()) {
    const at = itemPath(`${path}/startAfter`, index);
    const target = byName.get(name);
    if (name === container.name) complain(`${at}/container`, 'a container cannot wait for itself');
    else if (target === undefined) complain(`${at}/container`, 'is not the name of a container of this pod');
    else if (seen.has(name)) complain(`${at}/container`, 'only one condition per container is allowed');
    if (target !== undefined && condition === 'healthy' && target.healthCheck === undefined)
      complain(`${at}/condition`, `healthy requires container ${name} to have a health check`);
    if (target !== undefined && condition === 'finished' && kindOf(target) !== 'init')
      complain(`${at}/condition`, `finished requires container ${name} to be of kind init`);
    seen.add(name);
  }
};

/** The names around one cycle, first name repeated at the end. Self-references are reported elsewhere. */
const findCycle = (containers: readonly Startable[]): readonly string[] | undefined => {
  const after = new Map(
    containers.map((container) => [
      container.name,
      startConditions(container).flatMap(({ container: name }) => (name === container.name ? [] : [name])),
    ]),
  );
  const done = new Set<string>();
  for (const start of after.keys()) {
    const trail: { readonly name: string; next: number }[] = [];
    const onTrail = new Map<string, number>();
    const enter = (name: string): void => {
      onTrail.set(name, trail.length);
      trail.push({ name, next: 0 });
    };
    if (!done.has(start)) enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const target = after.get(top.name)?.[top.next];
      top.next += 1;
      if (target === undefined) {
        done.add(top.name);
        onTrail.delete(top.name);
        trail.pop();
        continue;
      }
      const from = onTrail.get(target);
      if (from !== undefined) return [...trail.slice(from).map(({ name }) => name), target];
      if (after.has(target) && !done.has(target)) enter(target);
    }
  }
  return undefined;
};
