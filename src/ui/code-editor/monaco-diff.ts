/** Mounts Monaco's comparison of two texts; both are read-only. */
import 'monaco-editor/features/diffEditor/register';
import { editor } from 'monaco-editor/editor';
import { followTheme } from './monaco-theme';
import { fixedOptions } from './monaco-options';

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
  const stopFollowing = followTheme();
  return {
    setTexts: (old: string, young: string): void => {
      if (original.getValue() !== old) original.setValue(old);
      if (modified.getValue() !== young) modified.setValue(young);
    },
    dispose: (): void => {
      stopFollowing();
      view.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}
