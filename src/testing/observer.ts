/** What an onlooker of a world is. */
import type { ClusterEntry, World } from '../cluster/world';

/** Called after every delivered entry. The result is what is wrong, each line with the number of its invariant. */
export type Observer = (entry: ClusterEntry, world: World) => readonly string[];
