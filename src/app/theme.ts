/** Light, dark or as the system has it; kept per browser, drawn by `data-theme` on the document alone. */
import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'podrome.theme';
const listeners = new Set<() => void>();

const readStored = (): string | null => {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    // Storage is closed in some private windows: the theme then lasts as long as the page.
    return null;
  }
};

let current: Theme = themes.find((theme) => theme === readStored()) ?? 'system';

const draw = () => {
  if (current === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current;
};

export const applyTheme = draw;

export const chooseTheme = (theme: Theme): void => {
  current = theme;
  draw();
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current);
