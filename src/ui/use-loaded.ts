/** A part of the page that is fetched when it is first wanted; a failed fetch may be tried again. */
import { useEffect, useState } from 'react';
import { tryAgain } from './try-again';

export interface Loaded<Part> {
  readonly part: Part | undefined;
  readonly error: Error | undefined;
  readonly retry: () => void;
}

/** `load` is called when `wanted` first holds, and again after `retry`; it must be the same function each time. */
export function useLoaded<Part>(load: () => Promise<Part>, wanted: boolean): Loaded<Part> {
  const [part, setPart] = useState<Part>();
  const [error, setError] = useState<Error>();
  const missing = wanted && part === undefined && error === undefined;
  useEffect(() => {
    if (!missing) return;
    load().then(
      // A part may be a function; as it is, it would be taken for an update.
      (loaded) => setPart(() => loaded),
      (thrown: unknown) => setError(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
  }, [load, missing]);
  return { part, error, retry: () => tryAgain(error, () => setError(undefined)) };
}
