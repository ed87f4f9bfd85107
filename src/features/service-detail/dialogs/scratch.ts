/** Where an instance keeps what goes with it. */
import type { Service } from '../../../api/client/service';

/** Apps have no ephemeral volumes, yet each task has a sandbox. */
export const scratchOf = ({ app }: Service): string => (app === undefined ? 'ephemeral volumes' : 'their sandboxes');
