/** Fetches the terminal's chunk once; a failed fetch may be tried again. */

type XtermModule = typeof import('./xterm');

let loading: Promise<XtermModule> | undefined;

export function loadXterm(): Promise<XtermModule> {
  loading ??= import('./xterm').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
