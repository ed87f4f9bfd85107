/** What was drawn last, for a function that has to stay the same one while it changes. Not to be read while drawing. */
import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
