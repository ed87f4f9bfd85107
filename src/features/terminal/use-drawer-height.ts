/** How high the drawer is; kept per browser. */
import { useState } from 'react';

const storageKey = 'podrome.terminal.height';
const USUAL = 320;
export const LEAST_HEIGHT = 180;

const readStored = (): number => {
  try {
    const stored = Number(localStorage.getItem(storageKey));
    return stored >= LEAST_HEIGHT ? stored : USUAL;
  } catch {
    // Storage is closed in some private windows: the height then lasts as long as the page.
    return USUAL;
  }
};

export const useDrawerHeight = (): readonly [number, (height: number) => void] => {
  const [height, setHeight] = useState(readStored);
  const resize = (next: number) => {
    setHeight(next);
    try {
      localStorage.setItem(storageKey, String(next));
    } catch {
      // As above.
    }
  };
  return [height, resize];
};
