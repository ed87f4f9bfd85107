/** xterm in the page's colours, read from the tokens; follows the page's theme, which `data-theme` or the system decides. */
import type { ITheme, Terminal } from '@xterm/xterm';

/** Which token plays which colour of the screen. */
const roles = {
  background: '--canvas',
  foreground: '--text',
  selectionBackground: '--selected',
  selectionInactiveBackground: '--selected',
  scrollbarSliderBackground: '--hairline-strong',
  scrollbarSliderHoverBackground: '--control-line',
  scrollbarSliderActiveBackground: '--control-line',
  overviewRulerBorder: '--canvas',
  black: '--text',
  red: '--bad',
  green: '--good',
  // Texts in JSON are printed in yellow; the editor shows them in green.
  yellow: '--good',
  blue: '--busy',
  magenta: '--accent',
  cyan: '--busy',
  white: '--text-secondary',
  brightBlack: '--text-faint',
  brightBlue: '--accent',
} as const;

/** A token's colour as the browser works it out; the property itself holds both themes' colours. */
const readTheme = (host: HTMLElement): ITheme => {
  const probe = document.createElement('span');
  host.append(probe);
  const theme: Record<string, string> = {};
  for (const [role, token] of Object.entries(roles)) {
    probe.style.color = `var(${token})`;
    theme[role] = getComputedStyle(probe).color;
  }
  probe.remove();
  return theme;
};

/** Sets the theme now and whenever the page's changes; returns what ends it. */
export function followTheme(host: HTMLElement, terminal: Terminal): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    terminal.options.theme = readTheme(host);
  };
  const observer = new MutationObserver(apply);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', apply);
  apply();
  return () => {
    observer.disconnect();
    system.removeEventListener('change', apply);
  };
}
