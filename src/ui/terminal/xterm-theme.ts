/** xterm in the page's colours, read from the tokens; follows the page's theme, which `data-theme` or the system decides. */
import type { ITheme, Terminal } from '@xterm/xterm';

/** Which colour of the page plays which of the screen. */
const roles = {
  background: 'var(--canvas)',
  foreground: 'var(--text)',
  selectionBackground: 'color-mix(in oklab, var(--accent) 28%, var(--canvas))',
  selectionInactiveBackground: 'color-mix(in oklab, var(--accent) 28%, var(--canvas))',
  scrollbarSliderBackground: 'var(--hairline-strong)',
  scrollbarSliderHoverBackground: 'var(--control-line)',
  scrollbarSliderActiveBackground: 'var(--control-line)',
  overviewRulerBorder: 'var(--canvas)',
  black: 'var(--text)',
  red: 'var(--bad)',
  green: 'var(--good)',
  // Texts in JSON are printed in yellow; the editor shows them in green.
  yellow: 'var(--good)',
  blue: 'var(--busy)',
  magenta: 'var(--accent)',
  cyan: 'var(--busy)',
  white: 'var(--text-secondary)',
  brightBlack: 'var(--text-faint)',
  brightBlue: 'var(--accent)',
} as const;

/** The colours as the browser works them out; a token itself holds those of both themes. */
const readTheme = (host: HTMLElement): ITheme => {
  const probe = document.createElement('span');
  host.append(probe);
  const theme: Record<string, string> = {};
  for (const [role, colour] of Object.entries(roles)) {
    probe.style.color = colour;
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
