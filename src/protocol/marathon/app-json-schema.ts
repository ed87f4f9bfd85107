/** JSON schema of an app definition for editors. Judging is `checkApp`'s affair. */
import { appSchema } from './app.schema';
import { jsonSchemaOf, type JsonSchema } from './json-schema';

let cached: JsonSchema | undefined;

/** Made once, on first use. */
export const appJsonSchema = (): JsonSchema => (cached ??= jsonSchemaOf(appSchema));
