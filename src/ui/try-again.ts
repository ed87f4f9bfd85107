/** The way on from a part of the page that could not be fetched. */

const MISSING_MODULE = /dynamically imported module|Importing a module script failed/;

/**
 * Tries again. A browser may keep the failure of a module for as long as the page lives, as HTML's module map says and
 * Chromium does: then only a new page fetches it. Drafts and the cluster outlive the reload.
 */
export function tryAgain(error: unknown, again: () => void): void {
  if (error instanceof Error && MISSING_MODULE.test(error.message)) location.reload();
  else again();
}
