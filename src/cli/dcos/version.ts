/** Which `dcos` this is, and which DC/OS it knows. */
import { parseJson, textAt } from './json';
import type { DcosIo } from './io';
import { ask } from './wire';

export const VERSION = '0.1.0';

/** The last DC/OS whose commands these are, as its development branch was called. */
const KNOWN = '1.14';

/** Warns when the cluster says it is another DC/OS; says nothing when it says nothing (dcos-core-cli `dcoscli/util.py`). */
export const checkClusterVersion = async (io: DcosIo): Promise<void> => {
  try {
    const answer = await ask(io, 'GET', `${io.baseUrl}/dcos-metadata/dcos-version.json`);
    const version = answer.status === 200 ? textAt(parseJson(answer.text), 'version') : undefined;
    const major = /^1\.\d+/.exec(version ?? '')?.[0];
    if (major !== undefined && major !== KNOWN)
      io.stderr(`Warning: The attached cluster is running DC/OS ${major} but this CLI only supports DC/OS ${KNOWN}.\n`);
  } catch {
    // The command itself will tell that nobody answers, or that it was cancelled.
  }
};
