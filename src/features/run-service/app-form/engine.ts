/** Which engine runs a container that the form makes. */
import type { JsonRecord } from '../json-value';
import { valueAt } from '../json-value';
import type { FormEdit } from '../pod-draft';

/** A new container gets the universal runtime; without a word Marathon would take the Docker engine. One that is there keeps its. */
export const engineFor = (value: JsonRecord): readonly FormEdit[] =>
  valueAt(value, ['container']) === undefined ? [{ path: ['container', 'type'], value: 'MESOS' }] : [];
