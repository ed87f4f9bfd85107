/** Where a definition keeps what placement depends on: pods and apps have the same things at different paths. */
import type { AppDefinition } from '../../../protocol/marathon/app';
import type { Constraint, PodDefinition } from '../../../protocol/marathon/pod';
import { containerResources, executorResources } from '../../../protocol/marathon/pod-resources';
import { SCALARS } from '../../../protocol/mesos/resource-math';
import type { ScalarName } from '../../../protocol/simulation/requirement';
import { milli } from '../../../protocol/units';
import type { Milli } from '../../../protocol/units';
import { isPod } from '../../marathon/group/definition';
import type { Definition } from '../../marathon/group/definition';
import { editOf } from './definition-step';
import type { DefinitionStep, Path } from './definition-step';

/** A number that asks for some of a scalar. */
export interface Holder {
  readonly name: ScalarName;
  readonly path: Path;
  /** As written. */
  readonly written: number;
  readonly amount: Milli;
  /** It cannot be lowered further. */
  readonly least: Milli;
  /** ` of container web`; empty where there is only one. */
  readonly owner: string;
}

export interface Handles {
  readonly holders: readonly Holder[];
  /** Gives a host port up for any other. */
  freePort(port: number): readonly DefinitionStep[];
  readonly rolesPath: Path;
  /** As written; undefined: none are. */
  readonly roles: readonly string[] | undefined;
  readonly constraintsPath: Path;
  /** Where the value is in a written constraint. */
  readonly valueKey: string | number;
  write(constraint: Constraint): unknown;
  readonly instancesPath: Path;
}

/** A container that gets less than a tenth of what it asks for is another container. */
const LEAST_SHARE = 0.1;
const EXECUTOR_LEAST = { cpus: 0.1, mem: 32, disk: 10 } as const;

const leastOf = (amount: number, atLeast: number): Milli =>
  milli(Math.max(Math.ceil(amount * LEAST_SHARE) / 1000, atLeast));

const holder = (
  name: ScalarName,
  path: Path,
  written: number,
  amount: Milli,
  atLeast: number,
  owner: string,
): Holder => ({
  name,
  path: [...path, name],
  written,
  amount,
  least: leastOf(amount, atLeast),
  owner,
});

const anyPort = (path: Path, port: number, what: string): DefinitionStep => ({
  edit: editOf(path, port, 0),
  size: 1,
  says: `let the host port of ${what} be any instead of ${port}`,
});

const podHolders = (pod: PodDefinition): Holder[] => {
  const executor = executorResources(pod.executorResources);
  return [
    ...pod.containers.flatMap(({ name: container, resources }, index) => {
      const amounts = containerResources(resources);
      const path = ['containers', index, 'resources'];
      const owner = ` of container ${container}`;
      return SCALARS.map((name) => holder(name, path, resources[name], amounts[name], 0.001, owner));
    }),
    ...(['cpus', 'mem', 'disk'] as const).map((name) =>
      holder(
        name,
        ['executorResources'],
        pod.executorResources[name],
        executor[name],
        EXECUTOR_LEAST[name],
        ' of the executor',
      ),
    ),
  ];
};

const podHandles = (pod: PodDefinition): Handles => {
  const placement = ['scheduling', 'placement'];
  const { acceptedResourceRoles: roles } = pod.scheduling.placement;
  return {
    holders: podHolders(pod),
    freePort: (port) =>
      pod.containers.flatMap(({ endpoints }, container) =>
        endpoints.flatMap(({ name, hostPort }, endpoint) =>
          hostPort === port
            ? [anyPort(['containers', container, 'endpoints', endpoint, 'hostPort'], port, `endpoint ${name}`)]
            : [],
        ),
      ),
    rolesPath: [...placement, 'acceptedResourceRoles'],
    roles: roles.length === 0 ? undefined : roles,
    constraintsPath: [...placement, 'constraints'],
    valueKey: 'value',
    write: ({ fieldName, operator, value }) =>
      value === undefined ? { fieldName, operator } : { fieldName, operator, value },
    instancesPath: ['scaling', 'instances'],
  };
};

const freeAppPort = (app: AppDefinition, port: number): DefinitionStep[] => {
  const mapped = (app.container?.portMappings ?? []).flatMap(({ hostPort, containerPort }, index) =>
    hostPort === port
      ? [anyPort(['container', 'portMappings', index, 'hostPort'], port, `container port ${containerPort}`)]
      : [],
  );
  if (mapped.length > 0 || !app.requirePorts) return mapped;
  return [{ edit: editOf(['requirePorts'], true, false), size: 1, says: 'let the host ports be any (requirePorts)' }];
};

const appHandles = (app: AppDefinition): Handles => {
  const amounts = containerResources(app);
  return {
    holders: SCALARS.map((name) => holder(name, [], app[name], amounts[name], name === 'cpus' ? 0.001 : 0, '')),
    freePort: (port) => freeAppPort(app, port),
    rolesPath: ['acceptedResourceRoles'],
    roles: app.acceptedResourceRoles,
    constraintsPath: ['constraints'],
    valueKey: 2,
    write: ({ fieldName, operator, value }) =>
      value === undefined ? [fieldName, operator] : [fieldName, operator, value],
    instancesPath: ['instances'],
  };
};

export const handlesOf = (definition: Definition): Handles =>
  isPod(definition) ? podHandles(definition) : appHandles(definition);
