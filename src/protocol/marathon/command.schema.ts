/** What a container or a check runs (Marathon RAML `mesosCommand`, `podContainer.MesosExec`). */
import * as z from 'zod/mini';
import { described } from './described';

const shellCommandSchema = described(
  z.object({
    shell: described(z.string().check(z.minLength(1)), {
      title: 'Shell',
      description: 'Run by /bin/sh -c.',
      examples: ['sleep 1000'],
    }),
  }),
  { title: 'Shell command' },
);
const argvCommandSchema = described(
  z.object({
    argv: described(z.array(z.string()).check(z.minLength(1)), {
      title: 'Arguments',
      description: 'Program and arguments, or only arguments for the entrypoint of the image.',
      examples: [['nginx', '-g', 'daemon off;']],
    }),
  }),
  { title: 'Arguments' },
);
/** The first alternative that fits wins; errors are those of the last. */
export const commandSchema = z.union([shellCommandSchema, argvCommandSchema]);

export const execSchema = described(
  z.object({
    command: described(commandSchema, { title: 'Command', description: 'Either "shell" or "argv".' }),
    overrideEntrypoint: described(z.optional(z.boolean()), {
      title: 'Override entrypoint',
      description: 'true: argv[0] is run instead of the entrypoint of the image.',
    }),
  }),
  {
    title: 'Command',
    description: 'What the container runs; absent: the entrypoint of its image.',
    examples: [{ command: { shell: 'sleep 1000' } }],
  },
);
