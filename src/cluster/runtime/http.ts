/** HTTP as the cluster's parts see it: body already read, answers still plain data. The admin router turns them into Response. */

export interface HttpRequest {
  readonly method: string;
  /** Path below the service's root, percent-decoded, e.g. `/v2/pods//shop/web::status`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Scheme and authority of the request, e.g. `http://localhost:8080`, for `Location`. */
  readonly origin: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialised as JSON when present. */
  readonly json?: unknown;
  readonly text?: string;
  /** An endless body: called once, pushes text until it closes the body, returns what to do when the reader leaves. */
  readonly stream?: (push: (text: string) => void, close: () => void) => () => void;
}

/** `undefined` = not mine, ask the next. */
export type HttpHandler = (request: HttpRequest) => HttpAnswer | undefined;
