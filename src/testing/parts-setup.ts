/** Tests call the checks, and build worlds, directly: the engine behind LIKE and the network are there from the start. */
import { loadForWrites, loadNetworking } from '../cluster/lazy-parts';
import { loadPatterns } from '../protocol/marathon/java-pattern';

await loadPatterns();
await loadNetworking();
await loadForWrites();
