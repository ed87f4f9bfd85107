/** What the dashboard needs to know of a service; `app` hands over the rows of the services list, which know more. */
import type { Status } from '../shared/status-words';

export interface DashboardService {
  readonly id: string;
  readonly status: Status;
}
