/** The drawer's session: the shell over the page's own way to the cluster, with the example files. */
import { useState, useSyncExternalStore } from 'react';
import { clusterOrigin, forward } from '../../api/client/transport';
import { createShell } from '../../cli/shell/shell';
import { createShellFiles } from '../../cli/shell/shell-files';
import type { ShellFiles } from '../../cli/shell/shell-files';
import { exampleFiles } from './example-files';
import type { Session, SessionState } from './session';
import { createSession } from './session';

interface Sitting {
  readonly session: Session;
  readonly files: ShellFiles;
}

const begin = (): Sitting => {
  const files = createShellFiles();
  for (const [name, text] of exampleFiles) files.write(name, text);
  const session = createSession((host) =>
    createShell({ ...host, fetch: forward, baseUrl: clusterOrigin(), files, color: true }),
  );
  return { session, files };
};

/** One session for as long as the component is there. */
export function useSession(): Sitting & { readonly state: SessionState } {
  const [sitting] = useState(begin);
  const state = useSyncExternalStore(sitting.session.subscribe, sitting.session.state);
  return { ...sitting, state };
}
