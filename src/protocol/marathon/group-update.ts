/** The one judgement on a change of groups: its structure and all apps in it (Marathon `state/Group.validNestedGroupUpdateWithBase`). */
import type * as z from 'zod/mini';
import type { AppSpec } from './app';
import { judgeApps, type PlacedApp } from './app-judgement';
import { notValid, unreadable, type ErrorBody, type FieldError } from './error';
import { collectErrors, type Complain } from './field-errors';
import { groupUpdateSchema } from './group-update.schema';
import { itemPath } from './path';
import { lengthErrors, parentOf, pathErrors, resolveId, segments } from './path-id';
import { PATH_ID_PATTERN, PATH_SEGMENT_WORDING } from './patterns';
import { readBySchema } from './schema-reader';

/** Resolved: all ids are absolute, all apps valid and normalised. An absent member leaves that part of the group as it is. */
export interface GroupUpdate {
  readonly id: string;
  /** All apps of the group from now on. */
  readonly apps?: readonly AppSpec[];
  /** All groups below it from now on. */
  readonly groups?: readonly GroupUpdate[];
  readonly dependencies?: readonly string[];
  /** The group shall be again as it was in that version; then nothing else is there. */
  readonly version?: string;
  /** Factor for the instances of all apps below; then nothing else is there. */
  readonly scaleBy?: number;
  readonly enforceRole?: boolean;
}

export type GroupUpdateCheck =
  | { readonly kind: 'accepted'; readonly update: GroupUpdate }
  | {
      readonly kind: 'refused';
      readonly status: 422;
      readonly body: ErrorBody;
      readonly errors: readonly FieldError[];
    };

type GroupRead = z.output<typeof groupUpdateSchema>;

/** A group as read, and what is known of its place. */
interface Plan {
  readonly read: GroupRead;
  readonly id: string;
  /** In the body: `''`, `/groups(0)`, … */
  readonly path: string;
  /** Absent for the outermost one. */
  readonly parent?: string;
  readonly apps: readonly PlacedApp[];
  readonly groups: readonly Plan[];
}

const refused = (body: ErrorBody, errors: readonly FieldError[]): GroupUpdateCheck => ({
  kind: 'refused',
  status: 422,
  body,
  errors,
});

/**
 * Judges parsed JSON sent to the group `groupId`; an id in the body is resolved against it and wins. First the reader, then the
 * structure and old members, then all rules about apps; an earlier stage hides the errors of later ones. Never throws.
 */
export const checkGroupUpdate = (groupId: string, value: unknown): GroupUpdateCheck => {
  let read: unknown;
  const unread = collectErrors((complain) => {
    read = readBySchema(groupUpdateSchema, value, '', complain);
  });
  if (unread.length > 0) return refused(unreadable(unread), unread);
  // Without a complaint the reader has built the schema's own output type.
  const plan = planOf(read as GroupRead, groupId, '');
  const judged = judgeApps(appsOf(plan), (complain) => checkPlan(plan, complain));
  if (judged.kind === 'invalid') return refused(notValid(judged.errors), judged.errors);
  const remaining = judged.apps.values();
  return { kind: 'accepted', update: build(plan, () => remaining.next().value) };
};

const planOf = (read: GroupRead, base: string, path: string, parent?: string): Plan => {
  const id = resolveId(read.id ?? base, base);
  const place = { read, id, path, ...(parent === undefined ? {} : { parent }) };
  // Refused, so that what is below does not matter: a long id before each of thousands of apps would fill the memory.
  if (lengthErrors(id).length > 0) return { ...place, apps: [], groups: [] };
  return {
    ...place,
    apps: (read.apps ?? []).map((app, index) => ({
      app: { ...app, id: resolveId(app.id, id) },
      path: itemPath(`${path}/apps`, index),
      base: id,
    })),
    groups: (read.groups ?? []).map((group, index) => planOf(group, id, itemPath(`${path}/groups`, index), id)),
  };
};

/** In the order in which `build` asks for them. */
const appsOf = (plan: Plan): readonly PlacedApp[] => [...plan.apps, ...plan.groups.flatMap(appsOf)];

const build = ({ read, id, apps, groups }: Plan, nextApp: () => AppSpec | undefined): GroupUpdate => ({
  id,
  ...(read.apps === undefined ? {} : { apps: apps.flatMap(() => nextApp() ?? []) }),
  ...(read.groups === undefined ? {} : { groups: groups.map((group) => build(group, nextApp)) }),
  ...(read.dependencies === undefined
    ? {}
    : { dependencies: [...new Set(read.dependencies.map((dependency) => resolveId(dependency, id)))] }),
  ...(read.version === undefined ? {} : { version: read.version }),
  ...(read.scaleBy === undefined ? {} : { scaleBy: read.scaleBy }),
  ...(read.enforceRole === undefined ? {} : { enforceRole: read.enforceRole }),
});

const checkPlan = (plan: Plan, complain: Complain): void => {
  const { read, id, path, parent, apps, groups } = plan;
  for (const name of ['version', 'scaleBy'] as const)
    if (read[name] !== undefined && Object.keys(read).length > 1)
      complain(`${path}/${name}`, 'not allowed in conjunction with other properties.');
  if (read.id === undefined && parent !== undefined) complain(`${path}/id`, 'No group id was given!');
  for (const error of [...pathErrors(read.id ?? id), ...lengthErrors(id)]) complain(`${path}/id`, error);
  // An id of the body was read by its pattern; one of the request's path was not.
  if (parent === undefined && !PATH_ID_PATTERN.test(id))
    complain(`${path}/id`, `must fully match regular expression '${PATH_SEGMENT_WORDING}'`);
  if (read.id !== undefined && parent !== undefined) checkChild(id, parent, path, complain);
  if (read.enforceRole === true && segments(id).length !== 1)
    complain(`${path}/enforceRole`, `enforceRole can only be set for top-level groups, and ${id} is not top-level`);
  for (const [index, dependency] of (read.dependencies ?? []).entries())
    for (const error of pathErrors(dependency)) complain(itemPath(`${path}/dependencies`, index), error);
  for (const { app, path: at } of apps) checkChild(app.id, id, at, complain);
  checkRepetitions(plan, complain);
  for (const group of groups) checkPlan(group, complain);
};

const checkChild = (id: string, parent: string, path: string, complain: Complain): void => {
  if (parentOf(id) !== parent || id === parent) complain(`${path}/id`, `Identifier is not child of '${parent}'`);
};

/** Marathon keeps the last of two that have one id; here nothing that was sent gets lost. */
const checkRepetitions = ({ path, apps, groups }: Plan, complain: Complain): void => {
  const appIds = new Set<string>();
  for (const { app, path: at } of apps) {
    if (appIds.has(app.id)) complain(`${at}/id`, 'Elements must be unique.');
    appIds.add(app.id);
  }
  const groupIds = new Set<string>();
  for (const { id, path: at } of groups) {
    if (groupIds.has(id)) complain(`${at}/id`, 'Elements must be unique.');
    groupIds.add(id);
    if (appIds.has(id)) complain(path, 'Groups and Applications may not have the same identifier.');
  }
};
