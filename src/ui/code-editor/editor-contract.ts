/** What the editor component and the Monaco behind it agree on; no Monaco type crosses this line. */

/** A complaint about `from`–`to` (offsets into the text). */
export type EditorMarker = {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
};

export type EditorEvents = {
  onChange: (text: string) => void;
  /** Absent: the editor's own undo stack. */
  onUndo: (() => void) | undefined;
  onRedo: (() => void) | undefined;
};

export type MountedEditor = {
  /** Replaces only what differs, so that caret, folds and scroll position stay. */
  setText: (text: string) => void;
  setMarkers: (markers: readonly EditorMarker[]) => void;
  setReadOnly: (readOnly: boolean) => void;
  setSchema: (schema: object | undefined) => void;
  /** Selects and scrolls to a range; takes the focus only if asked to. */
  reveal: (from: number, to: number, focus: boolean) => void;
  dispose: () => void;
};
