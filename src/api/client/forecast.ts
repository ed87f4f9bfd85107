/** What would become of a definition: the simulated cluster alone can say. */
import type { Forecast, ForecastWish } from '../../protocol/simulation/forecast';
import { MarathonError, readJson, sendCall, type ReadOptions } from './transport';

/**
 * `POST /_simulation/forecast`; `undefined` where there is no simulation (a real cluster answers 404).
 * @throws MarathonError
 */
export const getForecast = async (wish: ForecastWish, options: ReadOptions = {}): Promise<Forecast | undefined> => {
  try {
    const call = { path: '/_simulation/forecast', method: 'POST', body: JSON.stringify(wish) };
    return await readJson<Forecast>(await sendCall({ ...call, ...options }));
  } catch (error) {
    if (error instanceof MarathonError && error.status === 404) return undefined;
    throw error;
  }
};
