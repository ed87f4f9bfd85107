/** Second stage of a write: every rule of Marathon about a readable app in today's terms, all complaints collected (Marathon `api/v2/validation/AppValidation`). */
import type { ModernApp } from './app';
import { appConstraintError } from './app-constraint';
import { checkContainer } from './app-container-validator';
import { checkHealthChecks, checkPorts, checkReadinessChecks } from './app-port-validator';
import { checkEnvironment, checkLimits } from './container-validator';
import type { Complain } from './field-errors';
import { checkNetworks } from './network-validator';
import { expectedFraction } from './number-wording';
import { itemPath } from './path';
import { ROOT, idErrors, pathErrors, resolveId } from './path-id';
import { URI_PATTERN } from './patterns';
import { checkAcceptedRoles, checkRole, type RoleFacts } from './role-validator';

/** What is wrong with the definition as sent. */
export const checkModernApp = (app: ModernApp, complain: Complain): void => {
  for (const error of idErrors(app.id)) complain('/id', error);
  if (resolveId(app.id, ROOT) === ROOT) complain('/', 'must not be root');
  for (const [index, dependency] of app.dependencies.entries())
    for (const error of pathErrors(dependency)) complain(itemPath('/dependencies', index), error);
  checkCommand(app, complain);
  checkContainer(app, complain);
  checkPorts(app, complain);
  checkHealthChecks(app, complain);
  checkReadinessChecks(app, complain);
  checkNetworks(app.networks, complain);
  for (const [index, { uri }] of app.fetch.entries())
    if (!URI_PATTERN.test(uri)) complain(`${itemPath('/fetch', index)}/uri`, 'URI has invalid syntax.');
  checkEnvironment(app.env, app, '/env', complain);
  if (app.resourceLimits !== undefined) checkLimits(app.resourceLimits, app, '/resourceLimits', complain);
  for (const [index, constraint] of app.constraints.entries()) {
    const error = appConstraintError(constraint);
    if (error !== undefined) complain(itemPath('/constraints', index), error);
  }
  if (app.acceptedResourceRoles?.length === 0) complain('/acceptedResourceRoles', 'must not be empty');
  checkAcceptedRoles(roleFacts(app), complain);
  checkSingleInstance(app, complain);
  checkResident(app, complain);
  checkMigrationLabels(app, complain);
};

/** Third stage: what depends on the role the app will really have, and on strategies as a whole. */
export const checkAppDefinition = (app: ModernApp, complain: Complain): void => {
  checkRole(roleFacts(app), complain);
  const strategy = app.unreachableStrategy;
  if (typeof strategy !== 'object') return;
  const { inactiveAfterSeconds, expungeAfterSeconds } = strategy;
  if (inactiveAfterSeconds > expungeAfterSeconds)
    complain(
      '/unreachableStrategy',
      `inactiveAfterSeconds (${inactiveAfterSeconds}) must be less or equal to expungeAfterSeconds, which is ${expungeAfterSeconds}`,
    );
};

const roleFacts = (app: ModernApp): RoleFacts => ({
  kind: 'app',
  id: app.id,
  role: app.role,
  acceptedResourceRoles: app.acceptedResourceRoles ?? [],
  resident: isResident(app),
});

/** Whether its instances hold reserved disks. */
export const isResident = ({ container }: Pick<ModernApp, 'container'>): boolean =>
  container?.volumes.some((volume) => 'persistent' in volume) ?? false;

/** Whether a label asks that never two instances run at once. */
export const isSingleInstance = ({ labels }: Pick<ModernApp, 'labels'>): boolean =>
  Object.hasOwn(labels, 'MARATHON_SINGLE_INSTANCE_APP') && labels['MARATHON_SINGLE_INSTANCE_APP'] === 'true';

const checkCommand = ({ cmd, args, container }: ModernApp, complain: Complain): void => {
  const hasCommand = cmd !== undefined;
  const hasArguments = args.length > 0;
  const runsImage = container?.docker !== undefined;
  if (hasCommand === hasArguments && (hasCommand || !runsImage))
    complain('/', "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.");
};

const checkSingleInstance = (app: ModernApp, complain: Complain): void => {
  if (!isSingleInstance(app)) return;
  if (app.instances > 1) complain('/', 'Single instance app may only have one instance');
  for (const name of ['minimumHealthCapacity', 'maximumOverCapacity'] as const) {
    const capacity = app.upgradeStrategy?.[name] ?? 0;
    if (capacity !== 0) complain(`/upgradeStrategy/${name}`, expectedFraction(capacity, 0));
  }
};

const checkResident = (app: ModernApp, complain: Complain): void => {
  if (!isResident(app)) return;
  if (app.unreachableStrategy !== undefined && app.unreachableStrategy !== 'disabled')
    complain('/', 'unreachableStrategy must be disabled for resident tasks');
  const capacity = app.upgradeStrategy?.maximumOverCapacity ?? 0;
  if (capacity !== 0) complain('/upgradeStrategy/maximumOverCapacity', expectedFraction(capacity, 0));
};

/** Labels of DC/OS packages: who names a version of the migration API says the rest, too. */
const checkMigrationLabels = ({ labels }: ModernApp, complain: Complain): void => {
  const label = (name: string): string => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : '');
  const version = label('DCOS_MIGRATION_API_VERSION');
  if (version === '') return;
  if (version !== 'v1' || label('DCOS_PACKAGE_FRAMEWORK_NAME') === '' || label('DCOS_MIGRATION_API_PATH') === '')
    complain(
      '/',
      'DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined when using DCOS_MIGRATION_API_VERSION',
    );
};
