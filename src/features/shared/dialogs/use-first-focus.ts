/** Chooses what has the focus when a dialog opens. */
import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `focus` one frame after the dialog has opened. Sooner would be before the dialog has noted where the focus came
 * from, and it could not give it back on closing.
 */
export const useFirstFocus = (focus: () => void): void => {
  const run = useEffectEvent(focus);
  useEffect(() => {
    const frame = requestAnimationFrame(() => run());
    return () => cancelAnimationFrame(frame);
  }, []);
};
