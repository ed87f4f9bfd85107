/** Monaco in the page's colours; follows the page's theme, which `data-theme` on the root or the system decides. */
import { editor } from 'monaco-editor/editor';

editor.defineTheme('podrome-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'string.key.json', foreground: '5b21b6' },
    { token: 'string.value.json', foreground: '14613b' },
    { token: 'number', foreground: '9a4a00' },
    { token: 'keyword', foreground: '0b5394' },
    { token: 'comment', foreground: '66636f' },
  ],
  colors: {
    'editor.background': '#ffffff',
    'editor.foreground': '#1d1a26',
    'editor.lineHighlightBackground': '#f6f5fa',
    'editor.lineHighlightBorder': '#00000000',
    'editorLineNumber.foreground': '#73707d',
    'editorLineNumber.dimmedForeground': '#73707d',
    'editorLineNumber.activeForeground': '#3c3846',
    'editor.selectionBackground': '#ddd3fb',
    focusBorder: '#6d28d9',
    'editorSuggestWidget.selectedBackground': '#ede7fd',
    'editorSuggestWidget.selectedForeground': '#1d1a26',
    'editorSuggestWidget.selectedIconForeground': '#1d1a26',
    'editorSuggestWidget.highlightForeground': '#6d28d9',
    'editorSuggestWidget.focusHighlightForeground': '#6d28d9',
  },
});

editor.defineTheme('podrome-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'string.key.json', foreground: 'c4b0ff' },
    { token: 'string.value.json', foreground: '8fd6a9' },
    { token: 'number', foreground: 'f0b37a' },
    { token: 'keyword', foreground: '8cc2f5' },
    { token: 'comment', foreground: '9a95a8' },
  ],
  colors: {
    'editor.background': '#17151e',
    'editor.foreground': '#ebe8f2',
    'editor.lineHighlightBackground': '#1f1c28',
    'editor.lineHighlightBorder': '#00000000',
    'editorLineNumber.foreground': '#8d889a',
    'editorLineNumber.dimmedForeground': '#8d889a',
    'editorLineNumber.activeForeground': '#c9c4d6',
    'editor.selectionBackground': '#43376b',
    'editorWidget.background': '#211e2a',
    focusBorder: '#b49bff',
    'editorSuggestWidget.selectedBackground': '#3a3154',
    'editorSuggestWidget.selectedForeground': '#ebe8f2',
    'editorSuggestWidget.selectedIconForeground': '#ebe8f2',
    'editorSuggestWidget.highlightForeground': '#c4b0ff',
    'editorSuggestWidget.focusHighlightForeground': '#c4b0ff',
  },
});

/** Sets Monaco's theme now and whenever the page's changes, which `onChange` hears of; returns what ends it. */
export function followTheme(onChange?: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = document.documentElement.dataset['theme'];
    const dark = chosen === 'dark' || (chosen !== 'light' && system.matches);
    editor.setTheme(dark ? 'podrome-dark' : 'podrome-light');
    onChange?.();
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
