/** What a body of `POST /_simulation/faults` may say: one fault, or a list of them. Kinds are blows, which happen once each time, and conditions, which hold for a while. */
import * as z from 'zod/mini';

const DAY = 24 * 3600;
const MONTH = 30 * DAY;

const amount = (noun: string, least: number, most: number) =>
  z
    .number(`${noun} must be a number`)
    .check(z.minimum(least, `${noun} must be ${least} or more`), z.maximum(most, `${noun} must be ${most} or less`));
const text = (noun: string) => z.string(`${noun} must be a text`).check(z.minLength(1, `${noun} must not be empty`));
const whole = (noun: string, least: number, most: number) =>
  z
    .int(`${noun} must be a whole number`)
    .check(z.minimum(least, `${noun} must be ${least} or more`), z.maximum(most, `${noun} must be ${most} or less`));

/** What it is meant for: all that are named have to fit. */
const tasks = {
  service: z.optional(text('service')),
  instance: z.optional(text('instance')),
  container: z.optional(text('container')),
};
const agent = { agent: z.optional(text('agent')) };

const targeted = <S extends z.core.$ZodShape>(members: S) => ({
  target: z.optional(
    z.strictObject(members, `target must be an object with ${Object.keys(members).join(', ')} and nothing else`),
  ),
});
const ANYTHING = targeted({ ...agent, ...tasks });
const TASKS = targeted(tasks);
const AGENT = targeted(agent);
/** Of all it could hit, how many. */
const many = { ...ANYTHING, count: z.optional(whole('count', 1, 100_000)) };

const schedule = {
  afterSeconds: z.optional(amount('afterSeconds', 0, MONTH)),
  perHour: z.optional(amount('perHour', 0.001, 3600)),
  times: z.optional(whole('times', 1, 1_000_000)),
};
const lasting = { ...schedule, durationSeconds: z.optional(amount('durationSeconds', 1, MONTH)) };

const down = amount('downSeconds', 1, DAY);
const probability = amount('probability', 0, 1);

const only = (kind: string, members: readonly string[]): string =>
  `a fault of kind ${kind} has ${['kind', ...members].join(', ')} and nothing else`;

/** It happens once each time. */
const blow = <K extends string, S extends z.core.$ZodShape>(kind: K, shape: S) => {
  const members = { ...schedule, ...shape };
  return z.strictObject({ kind: z.literal(kind), ...members }, only(kind, Object.keys(members)));
};

/** It holds for a while, or until it is taken away. */
const condition = <K extends string, S extends z.core.$ZodShape>(kind: K, shape: S) => {
  const members = { ...lasting, ...shape };
  return z.strictObject({ kind: z.literal(kind), ...members }, only(kind, Object.keys(members)));
};

const KINDS = [
  blow('killContainer', {
    ...many,
    exitCode: z.optional(whole('exitCode', 0, 255)),
    signal: z.optional(z.enum(['TERM', 'KILL'], 'signal must be TERM or KILL')),
  }),
  blow('oom', many),
  blow('crashExecutor', many),
  blow('agentCrash', { ...many, downSeconds: down }),
  blow('agentRestart', { ...many, downSeconds: down }),
  blow('partition', { ...many, durationSeconds: amount('durationSeconds', 1, DAY) }),
  blow('drain', {
    ...many,
    maxGraceSeconds: z.optional(amount('maxGraceSeconds', 0, DAY)),
    markGone: z.optional(z.boolean('markGone must be true or false')),
  }),
  blow('gone', many),
  blow('masterFailover', {}),
  condition('slowPull', { image: text('image'), factor: amount('factor', 1, 10_000) }),
  condition('imageMissing', { image: text('image') }),
  condition('artifactMissing', { uri: text('uri') }),
  condition('artifactStall', { uri: text('uri') }),
  condition('userMissing', { user: text('user') }),
  condition('healthFail', TASKS),
  condition('ignoreSigterm', TASKS),
  condition('addressesExhausted', { ...AGENT, network: text('network') }),
  condition('updateLoss', { ...AGENT, probability }),
  condition('offerLoss', { probability }),
] as const;

const NAMES = KINDS.map((schema) => schema.def.shape.kind.def.values[0]).join(', ');

export const faultSchema = z.discriminatedUnion('kind', KINDS, `kind must be one of ${NAMES}`).check(
  z.refine(({ times, perHour }) => times === undefined || perHour !== undefined, {
    path: ['times'],
    error: 'times needs perHour: how often it happens',
  }),
);

/** Chosen by hand, so that what is wrong with one fault is not hidden behind what is wrong with a list. */
export const faultListSchema = z.array(faultSchema).check(z.maxLength(1000, 'at most 1000 faults at once'));
