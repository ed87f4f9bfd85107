/** The call itself is wrong: told to the person, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
