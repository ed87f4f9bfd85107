/** Tests call the checks directly: the engine behind LIKE is there from the start. */
import { loadPatterns } from '../protocol/marathon/java-pattern';

await loadPatterns();
