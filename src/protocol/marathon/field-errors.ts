/** Collects complaints so that each path appears once with all its errors, in the order they were found. */
import type { FieldError } from './error';

/** Says that something at `path` is wrong. Saying it twice counts once. */
export type Complain = (path: string, error: string) => void;

/** Runs `check` with a collector and answers what it collected. */
export const collectErrors = (check: (complain: Complain) => void): readonly FieldError[] => {
  const byPath = new Map<string, Set<string>>();
  check((path, error) => {
    const key = path === '' ? '/' : path;
    const errors = byPath.get(key);
    if (errors === undefined) byPath.set(key, new Set([error]));
    else errors.add(error);
  });
  return [...byPath].map(([path, errors]) => ({ path, errors: [...errors] }));
};
