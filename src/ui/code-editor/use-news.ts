/**
 * What the editor has to tell, its text and its caret, told after the frame that shows it: a sign is painted before
 * anything else is done about it. Told at once to whoever is about to read or change it: when something is pressed, when
 * the focus leaves, when the page is hidden or left, and by `now`.
 */
import type { RefObject } from 'react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useLatest } from '../use-latest';

/** A press may leave the focus where it is, as on a lens of the editor or by a voice. `pointerdown`: some act before the click. */
const READERS = ['pointerdown', 'click', 'visibilitychange', 'pagehide'];

interface News {
  readonly text?: string;
  readonly caret?: number;
}

export function useNews(host: RefObject<HTMLElement | null>, tell: (news: News) => void) {
  const waiting = useRef<News>(undefined);
  const latest = useLatest(tell);
  const now = useCallback(() => {
    const news = waiting.current;
    waiting.current = undefined;
    // Whole before the next key: what is shown beside the text is about the text as it is.
    if (news) flushSync(() => latest.current(news));
  }, [latest]);
  const later = useCallback(
    (news: News) => {
      const isFirst = waiting.current === undefined;
      waiting.current = { ...waiting.current, ...news };
      if (isFirst) requestAnimationFrame(() => setTimeout(now));
    },
    [now],
  );
  useEffect(() => {
    const element = host.current;
    // An element may lose the focus because React takes it out; then React is busy.
    const soon = () => queueMicrotask(now);
    element?.addEventListener('focusout', soon);
    // In the capture phase: before those who read the text, keep it somewhere or put another in its place.
    for (const type of READERS) addEventListener(type, now, true);
    return () => {
      element?.removeEventListener('focusout', soon);
      for (const type of READERS) removeEventListener(type, now, true);
      soon();
    };
  }, [host, now]);
  return useMemo(() => ({ later, now }), [later, now]);
}
