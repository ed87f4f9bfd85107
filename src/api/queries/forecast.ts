/** A forecast is old news as soon as anything happens, so it is asked for anew each time, and never kept. */
import { queryOptions } from '@tanstack/react-query';
import type { ForecastWish } from '../../protocol/simulation/forecast';
import { getForecast } from '../client/forecast';

/** `null` where nobody can tell, that is on a real cluster. */
export const forecastQuery = (wish: ForecastWish) =>
  queryOptions({
    queryKey: ['forecast', wish] as const,
    queryFn: async ({ signal }) => (await getForecast(wish, { signal })) ?? null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
