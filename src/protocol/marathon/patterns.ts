/** Regular expressions of Marathon's string types (RAML `stringTypes`), apart from the schemas so that using one costs nothing. */

/** Container, volume, endpoint names: also DNS labels. */
export const NAME_PATTERN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** Network names may hold underscores inside. */
export const NETWORK_NAME_PATTERN = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
/**
 * Segments of dot-separated labels joined by `/`; `.` and `..` pass here and are refused later.
 * Says the same as Marathon's own pattern in a form that cannot run into exponential time.
 */
export const PATH_ID_PATTERN =
  /^(?:\/|(?:[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*|\.{1,2})(?=\/|$))*$/;
/** How Marathon spells the pattern of a segment when it refuses one. */
export const PATH_SEGMENT_WORDING = String.raw`^(([a-z0-9]|[a-z0-9][a-z0-9\-]*[a-z0-9])\.)*([a-z0-9]|[a-z0-9][a-z0-9\-]*[a-z0-9])|(\.|\.\.)$`;
/** Names of environment variables of pods (apps take any). */
export const ENVIRONMENT_KEY_PATTERN = /^[a-zA-Z_][a-zA-Z0-9_]{0,253}$/;
/** Executors of apps: empty, `//cmd`, or a path. */
export const EXECUTOR_PATTERN = /^(?:\/\/cmd|\/?[^/]+(?:\/[^/]+)*)?$/;
/** What Java's `URI` takes, as far as characters go. */
export const URI_PATTERN = /^(?:[^\s<>"{}|\\^`%]|%[0-9a-fA-F]{2})*$/;
