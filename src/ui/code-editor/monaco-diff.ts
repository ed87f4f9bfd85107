/** Mounts Monaco's comparison of two texts; both are read-only. */
import 'monaco-editor/features/diffEditor/register';
import { editor } from 'monaco-editor/editor';
import { followTheme } from './monaco-theme';
import { fixedOptions } from './monaco-options';

globalThis.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./monaco-diff-worker.ts', import.meta.url), { type: 'module' }),
};

/** Below this width the two texts are shown as one. */
const SIDE_BY_SIDE_FROM = 640;

/** Dispose it together with the element. */
export function mountDiff(host: HTMLElement, [before, after]: readonly [before: string, after: string]) {
  const original = editor.createModel('', 'json');
  const modified = editor.createModel('', 'json');
  const view = editor.createDiffEditor(host, {
    ...fixedOptions,
    readOnly: true,
    originalAriaLabel: before,
    modifiedAriaLabel: after,
    renderSideBySideInlineBreakpoint: SIDE_BY_SIDE_FROM,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
  });
  view.setModel({ original, modified });
  // The first difference may be far below; later ones are where the reader scrolls.
  const first = view.onDidUpdateDiff(() => {
    view.revealFirstDiff();
    first.dispose();
  });
  const stopFollowing = followTheme();
  return {
    setTexts: (old: string, young: string): void => {
      if (original.getValue() !== old) original.setValue(old);
      if (modified.getValue() !== young) modified.setValue(young);
    },
    dispose: (): void => {
      stopFollowing();
      first.dispose();
      view.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}
