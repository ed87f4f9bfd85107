/** Whether the sidebar is down to its icons; kept per browser. */
import { useState } from 'react';

const storageKey = 'podrome.sidebar';

const readStored = (): boolean => {
  try {
    return localStorage.getItem(storageKey) === 'narrow';
  } catch {
    // Storage is closed in some private windows: the choice then lasts as long as the page.
    return false;
  }
};

export const useSidebarCollapsed = (): readonly [boolean, () => void] => {
  const [collapsed, setCollapsed] = useState(readStored);
  const toggle = () => {
    setCollapsed(!collapsed);
    try {
      localStorage.setItem(storageKey, collapsed ? 'wide' : 'narrow');
    } catch {
      // As above.
    }
  };
  return [collapsed, toggle];
};
