/** How a program that serves is told to end. */

/** Milliseconds for an orderly end; whatever still hangs then is left behind. What was acknowledged is on disk already. */
const LONGEST_END = 10_000;

/** Resolves at the first SIGINT or SIGTERM. A second one, or too long an end, ends the process at once. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let told = false;
    const stop = (): void => {
      if (told) process.exit(1);
      told = true;
      setTimeout(() => process.exit(1), LONGEST_END).unref();
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
