/** The body of a change of groups (Marathon RAML `groupUpdate`). `pods` is no member: groups cannot write them. */
import * as z from 'zod/mini';
import { appSchema, pathIdSchema } from './app.schema';

export const groupUpdateSchema = z.object({
  id: z.optional(pathIdSchema),
  apps: z.optional(z.array(appSchema)),
  get groups(): z.ZodMiniOptional<z.ZodMiniArray<typeof groupUpdateSchema>> {
    return z.optional(z.array(groupUpdateSchema));
  },
  dependencies: z.optional(z.array(pathIdSchema)),
  scaleBy: z.optional(z.number().check(z.minimum(0))),
  version: z.optional(z.string()),
  enforceRole: z.optional(z.boolean()),
});
