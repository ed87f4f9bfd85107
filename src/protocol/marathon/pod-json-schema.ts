/** JSON schema of a pod definition for editors. Judging is `checkPod`'s affair. */
import { jsonSchemaOf, type JsonSchema } from './json-schema';
import { podSchema } from './pod.schema';

let cached: JsonSchema | undefined;

/** Made once, on first use. */
export const podJsonSchema = (): JsonSchema => (cached ??= jsonSchemaOf(podSchema));
