/** The controls proper: what changes time or exchanges the world, and looking ahead. Fetched when somebody first uses one. */
import * as z from 'zod/mini';
import { invalidJson, message, notValid } from '../../protocol/marathon/error';
import { millis } from '../../protocol/units';
import type { HttpAnswer, HttpRequest } from '../runtime/http';
import { isScenario, SCENARIO_NAMES } from '../scenarios/catalogue';
import { ADVANCE_PATH, CLOCK_PATH, beginWorld, record, type Session } from '../session';
import { openWorld, sealWorld } from '../world';
import { stateOf } from './simulation-state';

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

/** Starts another world; requests that come meanwhile wait for it. */
type Begin = (start: () => Promise<void>) => Promise<void>;

/** Undefined: not one of them. */
export const controlAnswer = (
  session: Session,
  request: HttpRequest,
  begin: Begin,
): Promise<HttpAnswer> | HttpAnswer | undefined => {
  switch (`${request.method} ${request.path}`) {
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
    default:
      return undefined;
  }
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
  begin: Begin,
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
  begin: Begin,
): Promise<HttpAnswer> => {
  const world = openWorld(sealed);
  if (world === undefined)
    return { status: 422, json: message('This is not a whole snapshot of this version of Podrome.') };
  const { scenario, seed } = world.state;
  await begin(() => beginWorld(session, { scenario, seed, world: sealed }));
  return { status: 200, json: stateOf(session, request) };
};
