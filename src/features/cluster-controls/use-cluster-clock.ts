/** Keeps the cluster's clock read, whether or not its card is on screen: every age in the page is measured by it. */
import { useQuery } from '@tanstack/react-query';
import { simulationQueries } from '../../api/queries/simulation';

export const useClusterClock = (): void => {
  useQuery(simulationQueries.state());
};
