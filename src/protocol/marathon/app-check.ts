/** The one judgement on an app definition: the server's 422, the editor's markers and the form's messages all come from here. */
import * as z from 'zod/mini';
import type { AppRead, AppSpec } from './app';
import { judgeApps, type PlacedApp } from './app-judgement';
import { appSchema } from './app.schema';
import { notValid, unreadable, type ErrorBody, type FieldError } from './error';
import { collectErrors } from './field-errors';
import { itemPath } from './path';
import { ROOT, normaliseId } from './path-id';
import { readBySchema } from './schema-reader';

export interface AppRefusal {
  readonly kind: 'refused';
  readonly status: 422;
  readonly body: ErrorBody;
  readonly errors: readonly FieldError[];
}
export type AppsCheck = { readonly kind: 'accepted'; readonly apps: readonly AppSpec[] } | AppRefusal;
export type AppCheck = { readonly kind: 'accepted'; readonly app: AppSpec } | AppRefusal;

const appsSchema = z.array(appSchema);

const refused = (body: ErrorBody, errors: readonly FieldError[]): AppRefusal => ({
  kind: 'refused',
  status: 422,
  body,
  errors,
});

/**
 * Judges parsed JSON as Marathon does: reader, then old members, then validator, then role and strategies; an earlier stage
 * hides the errors of later ones, and each stage reports all of its own. Accepts with the normalised definition, which has no
 * version yet. Never throws.
 */
export const checkApp = (value: unknown): AppCheck => {
  const checked = checkBy(appSchema, value, (read) => [placed(read as AppRead, '')]);
  if (checked.kind === 'refused') return checked;
  const [app] = checked.apps;
  if (app === undefined) throw new Error('One app was judged and none came back');
  return { kind: 'accepted', app };
};

/** The same for an array of whole definitions; complaints carry the index, e.g. `(1)/cpus`. */
export const checkApps = (value: unknown): AppsCheck =>
  checkBy(appsSchema, value, (read) =>
    (read as readonly AppRead[]).map((app, index) => placed(app, itemPath('', index))),
  );

const placed = (app: AppRead, path: string): PlacedApp => ({
  app: { ...app, id: normaliseId(app.id) },
  path,
  base: ROOT,
});

/** `place` gets what the reader made of `value`: without a complaint that is the schema's own output type. */
const checkBy = (
  schema: z.core.$ZodType,
  value: unknown,
  place: (read: unknown) => readonly PlacedApp[],
): AppsCheck => {
  let read: unknown;
  const unread = collectErrors((complain) => {
    read = readBySchema(schema, value, '', complain);
  });
  if (unread.length > 0) return refused(unreadable(unread), unread);
  const judged = judgeApps(place(read));
  return judged.kind === 'valid'
    ? { kind: 'accepted', apps: judged.apps }
    : refused(notValid(judged.errors), judged.errors);
};
