/** JSON schema (draft 7) of a definition for editors: completion, hover texts, examples. Judging is not its affair. */
import * as z from 'zod/mini';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Unknown members are allowed and optional ones may be null, as Marathon ignores both; enum literals only in their canonical case. */
export const jsonSchemaOf = (schema: z.core.$ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => allowNulls(jsonSchema),
  });

/** Lets every optional member of an object schema be null; `enum`, `const` and unions keep their own form. */
const allowNulls = (schema: JsonSchema): void => {
  const required = new Set(schema.required);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (required.has(name) || typeof member === 'boolean') continue;
    const alternatives = member.anyOf ?? member.oneOf;
    if (alternatives?.every(({ type }) => type !== 'null') === true) alternatives.push({ type: 'null' });
    if (member.enum?.includes(null) === false) member.enum.push(null);
    if (typeof member.type === 'string') Object.assign(member, { type: [member.type, 'null'] });
  }
};
