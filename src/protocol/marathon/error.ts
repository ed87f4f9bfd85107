/**
 * Error bodies of Marathon's API, one small function per sentence, so that the server, the editor and the tests say the same
 * (Marathon `api/v2/json`, `api/RestResource`, `Exceptions`).
 */

/** All complaints about one place of a definition; `path` is Marathon's, e.g. `/containers(0)/resources/cpus`. */
export interface FieldError {
  readonly path: string;
  readonly errors: readonly string[];
}

export interface ErrorBody {
  readonly message: string;
  /** Parser text for a syntax error, complaints for a refused definition. */
  readonly details?: string | readonly FieldError[];
  /** The deployments that hold a lock. */
  readonly deployments?: readonly { readonly id: string }[];
}

/** A refusal ready to be answered. */
export interface Refusal {
  readonly status: number;
  readonly body: ErrorBody;
}

/** 400: the body is not JSON. `details` is the parser's own text. */
export const invalidJson = (details: string): ErrorBody => ({ message: 'Invalid JSON', details });
/** 400: there is no body. */
export const emptyBody = (): ErrorBody => ({
  message: 'Please specify data in JSON format',
  details: 'No content to map due to end-of-input\n at [Source: (byte[])""; line: 1, column: 0]',
});
/** 422 of the reader: JSON of the wrong shape; errors are codes such as `error.path.missing`. */
export const unreadable = (details: readonly FieldError[]): ErrorBody => ({ message: 'Invalid JSON', details });
/** 422 of the validator: the right shape, but against a rule. */
export const notValid = (details: readonly FieldError[]): ErrorBody => ({ message: 'Object is not valid', details });
/** Everything that is one sentence: 413, 415, 422 illegal argument, 403, 500, 503. */
export const message = (text: string): ErrorBody => ({ message: text });

const notFound = (text: string): ErrorBody => ({ message: text, details: [] });
const inVersion = (version: string | undefined): string => (version === undefined ? '' : ` in version ${version}`);
/** 404. */
export const podNotFound = (id: string, version?: string): ErrorBody =>
  notFound(`Pod '${id}' does not exist${inVersion(version)}`);
/** 404. */
export const appNotFound = (id: string, version?: string): ErrorBody =>
  notFound(`App '${id}' does not exist${inVersion(version)}`);
/** 404. */
export const groupNotFound = (id: string, version?: string): ErrorBody =>
  notFound(`Group '${id}' does not exist${inVersion(version)}`);
/** 404. */
export const taskNotFound = (id: string): ErrorBody => notFound(`Task '${id}' does not exist`);
/** 404 of a service that is neither pod nor app. */
export const pathNotFound = (id: string, version?: string): ErrorBody =>
  notFound(`Path '${id}' does not exist${inVersion(version)}`);
/** 404. */
export const deploymentNotFound = (id: string): ErrorBody => notFound(`DeploymentPlan ${id} does not exist`);
/** 404 of `DELETE /v2/queue/{id}/delay`. */
export const notQueued = (id: string): ErrorBody => notFound(`Application ${id} not found in tasks queue.`);
/** 404: no such route. */
export const uriNotFound = (): ErrorBody => message('URI not found');

/** 400 of a PUT whose path names another service than its body. */
export const idMismatch = (pathId: string, bodyId: string): ErrorBody =>
  message(`'${pathId}' does not match definition's id ('${bodyId}')`);
/** 409. */
export const podExists = (id: string): ErrorBody => message(`A pod with id [${id}] already exists.`);
/** 409. */
export const appExists = (id: string): ErrorBody => message(`An app with id [${id}] already exists.`);
/** 409 of a POST of a group that is there. */
export const groupExists = (id: string): ErrorBody =>
  message(`Group ${id} is already created. Use PUT to change this group.`);
/** 409 of a POST of a group where an app is. */
export const appAtGroupPath = (id: string): ErrorBody => message(`An app with the path ${id} already exists.`);
/** 400 of a DELETE of tasks. */
export const scaleAndWipe = (): ErrorBody => message('You cannot use scale and wipe at the same time.');
/** 400 of `POST /v2/tasks/delete`. */
export const invalidTaskId = (id: string): ErrorBody =>
  message(`Invalid task id '${id}'. [${id} (of class java.lang.String)]`);
/** 409: other deployments work on the same services; the words say App for pods, too. */
export const lockedByDeployments = (ids: readonly string[]): ErrorBody => ({
  message:
    "App is locked by one or more deployments. Override with the option '?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.",
  deployments: ids.map((id) => ({ id })),
});
/** 403. */
export const tooManyDeployments = (limit: number): ErrorBody =>
  message(
    `Max number (${limit}) of running deployments is achieved. Wait for existing deployments to complete or cancel one using force=true parameter. You can increase max deployment number by using --max_running_deployments parameter.`,
  );
/** 413. */
export const bodyTooLarge = (bytes: number, limit: number): ErrorBody =>
  message(`Request body of ${bytes} bytes is larger than the limit of ${limit} bytes.`);
