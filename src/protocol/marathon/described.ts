/** What a schema says to people: its title, help text with units, examples. */
import * as z from 'zod/mini';

interface Description {
  readonly title: string;
  /** What it is, in which unit, within which limits. */
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly [keyword: string]: unknown;
}

/** A copy of the schema with a description of its own; it goes into the JSON schema, and from there to editors. */
export const described = <Schema extends z.core.$ZodType>(schema: Schema, description: Description): Schema => {
  const copy = z.core.clone(schema, schema._zod.def);
  z.globalRegistry.add(copy, { ...description, examples: description.examples && [...description.examples] });
  return copy;
};
