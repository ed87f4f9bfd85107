/** Text that answers every key at once but is stored (in the URL) only when the typing pauses. */
import { useEffect, useEffectEvent, useState } from 'react';

const pause = 200;

/**
 * The text as typed and a way to change it. `stored` is where it is kept, `store` writes there; a `stored` that
 * changes for another reason (Back, a link) replaces the text.
 */
export function usePausedText(stored: string, store: (text: string) => void): [string, (text: string) => void] {
  const [state, setState] = useState({ text: stored, stored, sent: stored });
  if (state.stored !== stored) {
    setState({ text: stored === state.sent ? state.text : stored, stored, sent: stored });
  }
  const send = useEffectEvent((text: string) => {
    setState((before) => ({ ...before, sent: text }));
    store(text);
  });
  useEffect(() => {
    if (state.text === state.sent) return undefined;
    const timer = setTimeout(() => send(state.text), pause);
    return () => clearTimeout(timer);
  }, [state.text, state.sent]);
  return [state.text, (text) => setState((before) => ({ ...before, text }))];
}
