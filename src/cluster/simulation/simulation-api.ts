/** `/_simulation/*`: the controls no DC/OS ever had. The GUI, the tests and the command line all use these. */
import * as z from 'zod/mini';
import { invalidJson, message, notValid } from '../../protocol/marathon/error';
import type { SimulationState } from '../../protocol/simulation/simulation';
import { millis } from '../../protocol/units';
import { loadFaultsApi } from '../faults/lazy-api';
import type { HttpAnswer, HttpRequest } from '../runtime/http';
import { isScenario, SCENARIO_NAMES } from '../scenarios/catalogue';
import { ADVANCE_PATH, CLOCK_PATH, beginWorld, callCluster, record, writeCluster, type Session } from '../session';
import { openWorld, sealWorld, worldDigest } from '../world';
import { countsOf } from './counts';

const MONTH = 30 * 24 * 3600;
const FASTEST = 100_000;
const above0 = (noun: string, most: number) =>
  z
    .number(`${noun} must be a number`)
    .check(z.positive(`${noun} must be above 0`), z.maximum(most, `${noun} must be ${most} or less`));
const advanceSchema = z.strictObject({ seconds: above0('seconds', MONTH) }, 'must be {"seconds": …} and nothing else');
const clockSchema = z.strictObject(
  { speed: z.optional(above0('speed', FASTEST)), paused: z.optional(z.boolean('paused must be true or false')) },
  'must be an object with speed, paused and nothing else',
);
const resetSchema = z.strictObject(
  { scenario: z.string('scenario must be the name of one'), seed: z.optional(z.int('seed must be a whole number')) },
  'must be an object with scenario, seed and nothing else',
);
const snapshotSchema = z.object({ world: z.string('world must be the text of a snapshot') }, 'must be a snapshot');

/** @param begin starts another world; requests that come meanwhile wait for it */
export const createSimulationApi =
  (session: Session, begin: (start: () => Promise<void>) => Promise<void>) =>
  (request: HttpRequest): Promise<HttpAnswer | undefined> | HttpAnswer | undefined => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /':
        return { status: 200, json: stateOf(session, request) };
      case 'POST /clock':
        return reading(clockSchema, request, async (clock) => {
          const change = {
            ...(clock.speed !== undefined && { speed: clock.speed }),
            ...(clock.paused !== undefined && { paused: clock.paused }),
          };
          session.time.setClock(change);
          return noted(session, request, CLOCK_PATH, change);
        });
      case 'POST /clock/advance':
        return reading(advanceSchema, request, async (wish) => {
          await session.time.runTo(millis(session.world.runtime.now() + wish.seconds * 1000));
          return noted(session, request, ADVANCE_PATH, wish);
        });
      case 'POST /reset':
        return reading(resetSchema, request, (wish) => reset(session, request, wish, begin));
      case 'GET /snapshot':
        return { status: 200, json: snapshotOf(session) };
      case 'PUT /snapshot':
        return reading(snapshotSchema, request, (wish) => putSnapshot(session, request, wish.world, begin));
      case 'POST /forecast':
        return reading(z.unknown(), request, async (wish) => {
          const { forecastAnswer } = await import('./forecast-api');
          return forecastAnswer(session, wish);
        });
      case 'GET /journal':
        return { status: 200, json: session.journal };
      default:
        return rarelyAsked(session, request);
    }
  };

/** Explanations and faults: fetched when somebody first asks for them. */
const rarelyAsked = async (session: Session, request: HttpRequest): Promise<HttpAnswer | undefined> => {
  if (request.path.startsWith('/scheduling')) {
    const { schedulingAnswer } = await import('./scheduling-api');
    return schedulingAnswer(session, request);
  }
  await loadFaultsApi();
  return request.method === 'GET'
    ? callCluster(session, '/_simulation', request)
    : writeCluster(session, '/_simulation', request);
};

const reading = <T>(
  schema: z.ZodMiniType<T>,
  request: HttpRequest,
  act: (body: T) => Promise<HttpAnswer>,
): Promise<HttpAnswer> | HttpAnswer => {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(request.body));
  } catch (error) {
    return { status: 400, json: invalidJson(error instanceof Error ? error.message : 'not JSON') };
  }
  const read = schema.safeParse(json);
  if (read.success) return act(read.data);
  const details = read.error.issues.map((issue) => ({ path: `/${issue.path.join('/')}`, errors: [issue.message] }));
  return { status: 422, json: notValid(details) };
};

/** Takes a change of time down and answers the state it led to. */
const noted = async (session: Session, request: HttpRequest, path: string, body: unknown): Promise<HttpAnswer> => {
  const at = session.world.runtime.now();
  await record(session, { at, method: 'POST', path, headers: {}, body: JSON.stringify(body) });
  return { status: 200, json: stateOf(session, request) };
};

const reset = async (
  session: Session,
  request: HttpRequest,
  wish: z.output<typeof resetSchema>,
  begin: (start: () => Promise<void>) => Promise<void>,
): Promise<HttpAnswer> => {
  if (!isScenario(wish.scenario)) {
    const known = SCENARIO_NAMES.join(', ');
    return { status: 422, json: notValid([{ path: '/scenario', errors: [`unknown scenario; known: ${known}`] }]) };
  }
  const seed = wish.seed ?? session.world.state.seed;
  await begin(() => beginWorld(session, { scenario: wish.scenario, seed }));
  return { status: 200, json: stateOf(session, request) };
};

const snapshotOf = (session: Session): { readonly world: string } => {
  session.time.settle();
  return { world: sealWorld(session.world) };
};

const putSnapshot = async (
  session: Session,
  request: HttpRequest,
  sealed: string,
  begin: (start: () => Promise<void>) => Promise<void>,
): Promise<HttpAnswer> => {
  const world = openWorld(sealed);
  if (world === undefined)
    return { status: 422, json: message('This is not a whole snapshot of this version of Podrome.') };
  const { scenario, seed } = world.state;
  await begin(() => beginWorld(session, { scenario, seed, world: sealed }));
  return { status: 200, json: stateOf(session, request) };
};

/** `digest` is '' with `?digest=false`: it costs a walk through the whole state. */
const stateOf = (session: Session, request: HttpRequest): SimulationState & { readonly stored: boolean } => {
  session.time.settle();
  const { world, time } = session;
  const { scenario, seed } = world.state;
  const { agents, ...counts } = countsOf(world);
  return {
    scenario,
    seed,
    now: world.runtime.now(),
    ...time.clock(),
    digest: request.query.get('digest') === 'false' ? '' : worldDigest(world),
    agents,
    counts,
    stored: !session.storeFailed,
  };
};
