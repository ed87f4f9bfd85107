/** Writes of `/v2/groups`, fetched with all that writes need: most clusters are looked at before anything is written. */
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';

const loaded: { changes?: typeof import('./group-changes') } = {};

/** Fetches it, once. */
export const loadGroupChanges = async (): Promise<void> => {
  loaded.changes ??= await import('./group-changes');
};

/** @throws Error before `loadGroupChanges` ended */
export const changeGroup = (core: MarathonCore, id: string, request: HttpRequest): HttpAnswer => {
  if (loaded.changes === undefined) throw new Error('loadGroupChanges() has to end before a group is changed');
  return loaded.changes.changeGroup(core, id, request);
};
