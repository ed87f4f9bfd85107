/** Definitions that break one rule each, or several at once. */
import fc from 'fast-check';
import type { ServiceKind } from '../../../../api/client/service';
import { app, appBreaks } from './broken-apps-fixture';
import { pod, podBreaks } from './broken-pods-fixture';

type Json = Record<string, unknown>;
/** What breaks the rule with these words, as members laid over a definition. */
type Break = readonly [says: string, over: Json];

const merged = (below: unknown, over: unknown): unknown => {
  if (typeof below !== 'object' || below === null || Array.isArray(below)) return over;
  if (typeof over !== 'object' || over === null || Array.isArray(over)) return over;
  const rest = Object.fromEntries(
    Object.entries(over).map(([key, value]) => [key, merged((below as Json)[key], value)] as const),
  );
  return { ...below, ...rest };
};

/** The definition with all of the breaks; of lists the last break's stays. */
export const broken = (kind: ServiceKind, breaks: readonly Break[]): Json =>
  breaks.reduce<unknown>((sofar, [, over]) => merged(sofar, over), kind === 'pod' ? pod : app) as Json;

/** Two to four rules broken at once, as far as they do not stand in each other's way. */
export const brokenAtOnce = (kind: ServiceKind): fc.Arbitrary<Json> =>
  fc
    .uniqueArray(fc.constantFrom(...(kind === 'pod' ? podBreaks : appBreaks)), { minLength: 2, maxLength: 4 })
    .map((breaks) => broken(kind, breaks));
