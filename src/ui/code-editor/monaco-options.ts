/** How every editor of the page looks and behaves. */
import { editor } from 'monaco-editor/editor';

export const fixedOptions: editor.IEditorOptions & editor.IGlobalEditorOptions = {
  automaticLayout: true,
  editContext: false,
  fixedOverflowWidgets: true,
  folding: true,
  fontFamily: "ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSize: 12.5,
  glyphMargin: false,
  lineDecorationsWidth: 8,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 2,
  padding: { top: 12, bottom: 12 },
  lightbulb: { enabled: editor.ShowLightbulbIconMode.On },
  quickSuggestions: { strings: true, other: true, comments: false },
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false },
  stickyScroll: { enabled: false },
  // Tab leaves the editor as it leaves any field; lines are indented by the editor itself.
  tabFocusMode: true,
  tabSize: 2,
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
  wrappingIndent: 'deepIndent',
};
