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
    // Deleted lines are shown by themselves, where every closing bracket would be one too many.
    bracketPairColorization: { enabled: false },
    originalAriaLabel: before,
    modifiedAriaLabel: after,
    renderSideBySideInlineBreakpoint: SIDE_BY_SIDE_FROM,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
  });
  view.setModel({ original, modified });
  // The comparison's own labels are lost while nobody is known to use a screen reader.
  view.getOriginalEditor().updateOptions({ ariaLabel: before });
  view.getModifiedEditor().updateOptions({ ariaLabel: after });
  // The first difference may be far below; later ones are where the reader scrolls.
  const first = view.onDidUpdateDiff(() => {
    const [change] = view.getLineChanges() ?? [];
    if (change === undefined) return;
    view.getModifiedEditor().revealLineInCenter(change.modifiedStartLineNumber);
    first.dispose();
  });
  // Deleted lines keep the colours they were drawn with, so they are drawn anew.
  const stopFollowing = followTheme(() => {
    view.setModel(null);
    view.setModel({ original, modified });
  });
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
