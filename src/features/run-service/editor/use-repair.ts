/** The repair of a text that is not JSON, looked for once one stops typing. */
import { useEffect, useState } from 'react';
import type { PodDraft } from '../pod-draft';

const PAUSE_MS = 500;

/** Undefined while there is nothing to repair, or no way to. */
export function useRepair({ text, problem }: PodDraft): string | undefined {
  const [found, setFound] = useState<{ readonly of: string; readonly repaired: string | undefined }>();
  const isBroken = problem !== undefined;
  useEffect(() => {
    if (!isBroken) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      import('./repair-text').then(
        ({ repairText }) => !gone && setFound({ of: text, repaired: repairText(text) }),
        // Without it one puts the text right by hand.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text, isBroken]);
  return isBroken && found?.of === text ? found.repaired : undefined;
}
