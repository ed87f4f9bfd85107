/** What the editor component and the Monaco behind it agree on; no Monaco type crosses this line. */

/** A way to make a complaint go away; `run` makes the change. */
export type EditorFix = { readonly title: string; readonly run: () => void };

/** A complaint about `from`–`to` (offsets into the text). */
export type EditorMarker = {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** Asked for when the caret is on it or its light bulb is pressed. */
  readonly fixes?: () => readonly EditorFix[];
};

/** A line of words above the line of `offset`. */
export type EditorLens = { readonly offset: number; readonly text: string };

/** One entry of the list that opens while one types, or by Ctrl+Space. */
export type EditorSuggestion = {
  readonly label: string;
  readonly kind: 'member' | 'word' | 'name' | 'value';
  /** Beside the label, short: what it is. */
  readonly detail: string;
  /** Plain text in full. */
  readonly documentation: string;
  /** Replaces `from`–`to`; `$0` and `${1:default}` are places to type at. */
  readonly snippet: string;
  readonly from: number;
  readonly to: number;
  /** A comma that is missing before it goes in here. */
  readonly commaAt: number | undefined;
};

/** Words about `from`–`to`, plain text, one paragraph each. */
export type EditorHover = { readonly from: number; readonly to: number; readonly paragraphs: readonly string[] };

/** What the caller knows about the text; asked while one types, so each has to be quick. */
export type EditorKnowledge = {
  readonly suggest: (text: string, offset: number) => readonly EditorSuggestion[];
  readonly hover: (text: string, offset: number) => EditorHover | undefined;
};

export type EditorEvents = {
  onChange: (text: string) => void;
  /** The caret is elsewhere. */
  onCaret: (offset: number) => void;
  /** Absent: the editor's own undo stack. */
  onUndo: (() => void) | undefined;
  onRedo: (() => void) | undefined;
};

export type MountedEditor = {
  /** Replaces only what differs, so that caret, folds and scroll position stay. */
  setText: (text: string) => void;
  setMarkers: (markers: readonly EditorMarker[]) => void;
  setLenses: (lenses: readonly EditorLens[]) => void;
  setReadOnly: (readOnly: boolean) => void;
  setKnowledge: (knowledge: EditorKnowledge | undefined) => void;
  /** Selects and scrolls to a range; takes the focus only if asked to. */
  reveal: (from: number, to: number, focus: boolean) => void;
  dispose: () => void;
};
