/** The stages after the reader, for any number of apps at once: one, an array, or all of a group update. */
import type { AppRead, AppSpec } from './app';
import { checkOldMembers, modernise } from './app-legacy';
import { normaliseApp } from './app-normaliser';
import { checkAppDefinition, checkModernApp } from './app-validator';
import type { FieldError } from './error';
import { collectErrors, type Complain } from './field-errors';

/** An app that was read, its id absolute. */
export interface PlacedApp {
  readonly app: AppRead;
  /** Where it is in the body: `''` for the body itself, else e.g. `/groups(0)/apps(1)`. */
  readonly path: string;
  /** The group against which relative dependencies are resolved. */
  readonly base: string;
}

export type Judgement =
  | { readonly kind: 'valid'; readonly apps: readonly AppSpec[] }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] };

const below =
  (complain: Complain, prefix: string): Complain =>
  (path, error) =>
    complain(path === '/' ? prefix : `${prefix}${path}`, error);

/**
 * Old members, then the validator, then role and strategies, then normalisation; a stage that finds something is the last.
 * `checkSurroundings` is part of the first stage.
 */
export const judgeApps = (
  placed: readonly PlacedApp[],
  checkSurroundings: (complain: Complain) => void = () => undefined,
): Judgement => {
  const first = collectErrors((complain) => {
    checkSurroundings(complain);
    for (const { app, path } of placed) checkOldMembers(app, below(complain, path));
  });
  if (first.length > 0) return { kind: 'invalid', errors: first };
  const modern = placed.map(({ app, path, base }) => ({ app: modernise(app), path, base }));
  for (const check of [checkModernApp, checkAppDefinition]) {
    const errors = collectErrors((complain) => {
      for (const { app, path } of modern) check(app, below(complain, path));
    });
    if (errors.length > 0) return { kind: 'invalid', errors };
  }
  return { kind: 'valid', apps: modern.map(({ app, base }) => normaliseApp(app, base)) };
};
