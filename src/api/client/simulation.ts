/** The simulated cluster's own controls, absent on a real one. */
import type { SimulationState } from '../../protocol/simulation/simulation';
import { MarathonError, getJson, readJson, sendCall, type Call, type ReadOptions } from './transport';

const SIMULATION = '/_simulation';

/** The state, and whether writes survive a reload; `false` once the browser refused to store one. */
export type Simulation = SimulationState & { readonly stored?: boolean };

/** The fingerprint costs a walk through the whole state; nobody on screen needs it. */
const NO_DIGEST = { digest: false };

/** `GET /_simulation`, its `digest` left empty; `undefined` where there is no simulation (a real cluster answers 404). */
export const getSimulation = async (options: ReadOptions = {}): Promise<Simulation | undefined> => {
  try {
    return await getJson<Simulation>(SIMULATION, { ...options, query: NO_DIGEST });
  } catch (error) {
    if (error instanceof MarathonError && error.status === 404) return undefined;
    throw error;
  }
};

const postCall = (path: string, body: unknown): Call => ({
  path: `${SIMULATION}${path}`,
  method: 'POST',
  body: JSON.stringify(body),
});

export interface ClockSetting {
  /** Virtual seconds per second. */
  readonly speed?: number;
  readonly paused?: boolean;
}

/** The clock's controls as the requests they are. */
export const clockCalls = {
  /** `POST /_simulation/clock`: how fast virtual time runs, or whether at all. */
  set: (clock: ClockSetting): Call => postCall('/clock', clock),
  /** `POST /_simulation/clock/advance`: runs virtual time ahead as fast as it can, then answers. */
  advance: (seconds: number): Call => postCall('/clock/advance', { seconds }),
};

const post = async (call: Call): Promise<Simulation> => readJson(await sendCall({ ...call, query: NO_DIGEST }));

/** Sets the clock. @throws MarathonError 422 */
export const setClock = (clock: ClockSetting): Promise<Simulation> => post(clockCalls.set(clock));

/** Runs virtual time ahead. @throws MarathonError 422 */
export const advanceClock = (seconds: number): Promise<Simulation> => post(clockCalls.advance(seconds));

/** `POST /_simulation/reset`: throws this world away and starts the named one. @throws MarathonError 422 */
export const resetSimulation = (world: { readonly scenario: string; readonly seed?: number }): Promise<Simulation> =>
  post(postCall('/reset', world));
