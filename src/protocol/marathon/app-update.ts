/** Updates of apps: `PUT` and `PATCH` of one or of several (Marathon `AppsResource.update`, `AppHelpers.updateOrCreate`). */
import type { AppSpec } from './app';
import { serialiseSpec } from './app-answer';
import { checkApp } from './app-check';
import { appSchema } from './app.schema';
import { idMismatch, message, notValid, unreadable, type ErrorBody, type FieldError } from './error';
import { itemPath, memberPath } from './path';
import { normaliseId } from './path-id';

export interface AppUpdateRefusal {
  readonly kind: 'refused';
  readonly status: 400 | 422;
  readonly body: ErrorBody;
  readonly errors: readonly FieldError[];
}
/** What one accepted update asks for. */
export type AppChange =
  | { readonly kind: 'accepted'; readonly app: AppSpec }
  /** The app shall be again as it was in that version. */
  | { readonly kind: 'rollback'; readonly id: string; readonly version: string };
export type AppUpdateCheck = AppChange | AppUpdateRefusal;
export type AppUpdatesCheck = { readonly kind: 'accepted'; readonly changes: readonly AppChange[] } | AppUpdateRefusal;

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (errors: readonly FieldError[]): AppUpdateRefusal => ({
  kind: 'refused',
  status: 422,
  body: notValid(errors),
  errors,
});
const unread = (path: string, error: string): AppUpdateRefusal => {
  const errors = [{ path, errors: [error] }];
  return { kind: 'refused', status: 422, body: unreadable(errors), errors };
};

/**
 * Judges the body of a change of the app `id`. With `partial`, members that are not sent keep their value of `current`, and null
 * clears a member; otherwise, and when there is no such app yet, the body has to be a whole definition. Never throws.
 */
export const checkAppUpdate = (
  id: string,
  current: AppSpec | undefined,
  value: unknown,
  partial: boolean,
): AppUpdateCheck => {
  if (!isRecord(value)) return unread('/', 'error.expected.jsobject');
  const isUpdate = partial && current !== undefined;
  const checked =
    isUpdate && isSent(value, 'version') ? checkRollback(id, value) : checkMerged(id, current, value, partial);
  if (checked.kind === 'refused') return checked;
  const named = isSent(value, 'id') && typeof value['id'] === 'string' ? value['id'] : id;
  if (normaliseId(named) === normaliseId(id)) return checked;
  return { kind: 'refused', status: 400, body: idMismatch(id, named), errors: [] };
};

const isSent = (body: Json, name: string): boolean => Object.hasOwn(body, name) && body[name] != null;

const checkRollback = (id: string, body: Json): AppUpdateCheck => {
  const others = Object.keys(body).filter((name) => Object.hasOwn(appSchema.shape, name) && isSent(body, name));
  if (others.some((name) => name !== 'id' && name !== 'version'))
    return invalid([{ path: '/', errors: ["The 'version' field may only be combined with the 'id' field."] }]);
  if (isSent(body, 'id') && typeof body['id'] !== 'string') return unread('/id', 'error.expected.jsstring');
  const { version } = body;
  return typeof version === 'string'
    ? { kind: 'rollback', id, version }
    : unread('/version', 'error.expected.jsstring');
};

const checkMerged = (id: string, current: AppSpec | undefined, body: Json, partial: boolean): AppUpdateCheck => {
  const whole = { ...body, id: isSent(body, 'id') ? body['id'] : id };
  return checkApp(partial && current !== undefined ? { ...unchanged(current, body), ...whole } : whole);
};

/** The members of `current` that stay beside `body`: what it says in terms of former versions replaces today's members, too. */
const unchanged = (current: AppSpec, body: Json): Json => {
  const kept: Record<string, unknown> = { ...serialiseSpec(current) };
  const toHost = asksForHost(body);
  if (toHost !== undefined) delete kept['networks'];
  if (isSent(body, 'ports') || toHost === false) delete kept['portDefinitions'];
  if (isSent(body, 'uris')) delete kept['fetch'];
  if (toHost === true && isRecord(kept['container'])) {
    const { portMappings: _mappings, ...container } = kept['container'];
    kept['container'] = container;
  }
  return kept;
};

/** Whether the body sets host networking or another; undefined when it leaves the networks alone. */
const asksForHost = (body: Json): boolean | undefined => {
  const { networks, ipAddress, container } = body;
  const docker = isRecord(container) ? container['docker'] : undefined;
  const network = isRecord(docker) ? docker['network'] : undefined;
  if (typeof network === 'string') return network.toUpperCase() === 'HOST';
  if (isRecord(ipAddress)) return false;
  if (networks === undefined) return undefined;
  return !Array.isArray(networks) || (networks as unknown[]).every(isHostNetwork);
};

const isHostNetwork = (network: unknown): boolean =>
  isRecord(network) && typeof network['mode'] === 'string' && network['mode'].toLowerCase() === 'host';

/**
 * The same for an array, each item of which names its app; `find` answers the current one, and a later item sees what an earlier
 * one made of it. Complaints carry the index.
 */
export const checkAppUpdates = (
  find: (id: string) => AppSpec | undefined,
  value: unknown,
  partial: boolean,
): AppUpdatesCheck => {
  if (!Array.isArray(value)) return unread('/', 'error.expected.jsarray');
  const changed = new Map<string, AppSpec>();
  const checks = (value as readonly unknown[]).map((item) => {
    const id = isRecord(item) && typeof item['id'] === 'string' ? normaliseId(item['id']) : undefined;
    if (id === undefined)
      return isRecord(item) && isSent(item, 'id') ? unread('/id', 'error.expected.jsstring') : withoutId(item);
    const check = checkAppUpdate(id, changed.get(id) ?? find(id), item, partial);
    if (check.kind === 'accepted') changed.set(id, check.app);
    return check;
  });
  const refusals = checks.flatMap((check, index) => (check.kind === 'refused' ? [below(check, index)] : []));
  if (refusals.length === 0) return { kind: 'accepted', changes: checks.filter((check) => check.kind !== 'refused') };
  return together(refusals);
};

const withoutId = (item: unknown): AppUpdateRefusal =>
  isRecord(item)
    ? { kind: 'refused', status: 422, body: message('requirement failed: App Update must have app id set'), errors: [] }
    : unread('/', 'error.expected.jsobject');

const below = (refusal: AppUpdateRefusal, index: number): AppUpdateRefusal => {
  const errors = refusal.errors.map(({ path, errors: texts }) => ({
    path: path === '/' ? itemPath('', index) : memberPath(itemPath('', index), path.slice(1)),
    errors: texts,
  }));
  return { ...refusal, errors, body: errors.length === 0 ? refusal.body : { ...refusal.body, details: errors } };
};

/** One refusal for all: the complaints of the reader, if there are any, hide those of the validator. */
const together = (refusals: readonly AppUpdateRefusal[]): AppUpdateRefusal => {
  const first = refusals.find(({ body }) => body.message === unreadable([]).message) ?? refusals[0];
  if (first === undefined) throw new Error('There is no refusal to answer');
  const errors = refusals
    .filter(({ body }) => body.message === first.body.message)
    .flatMap((refusal) => refusal.errors);
  return { ...first, errors, body: errors.length === 0 ? first.body : { ...first.body, details: errors } };
};
