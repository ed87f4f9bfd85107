/** `POST /_simulation/forecast`: what would become of a definition. Changes nothing. */
import * as z from 'zod/mini';
import { notValid } from '../../protocol/marathon/error';
import type { ForecastWish } from '../../protocol/simulation/forecast';
import type { HttpAnswer } from '../runtime/http';
import { prepareFor, type Session } from '../session';
import { forecast } from './forecast';

const wishSchema = z.strictObject(
  {
    kind: z.enum(['pod', 'app'], 'kind must be pod or app'),
    definition: z.unknown(),
    service: z.optional(z.string('service must be the id of one')),
    force: z.optional(z.boolean('force must be true or false')),
    only: z.optional(z.literal('fit', "only must be 'fit'")),
  },
  'must be an object with kind, definition, service, force, only and nothing else',
);

const readWish = ({ kind, definition, service, force, only }: z.output<typeof wishSchema>): ForecastWish => ({
  kind,
  definition,
  ...(service !== undefined && { service }),
  ...(force !== undefined && { force }),
  ...(only !== undefined && { only }),
});

export const forecastAnswer = async (session: Session, json: unknown): Promise<HttpAnswer> => {
  const read = wishSchema.safeParse(json);
  if (!read.success)
    return {
      status: 422,
      json: notValid(read.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, errors: [message] }))),
    };
  await prepareFor(JSON.stringify(read.data.definition ?? null));
  session.time.settle();
  return { status: 200, json: forecast(session.world, readWish(read.data)) };
};
