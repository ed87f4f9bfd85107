/** Fetches the editor's chunk once; a failed fetch may be tried again. */

type MonacoModule = typeof import('./monaco');

let loading: Promise<MonacoModule> | undefined;

/** Starts or joins the load. Call it early (hover, focus) to have the editor ready when it is opened. */
export function loadMonaco(): Promise<MonacoModule> {
  loading ??= import('./monaco').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
