/** Stands in for the cookie jar of MSW: the simulated API neither sets nor reads a cookie, and the jar is a fifth of MSW. */

export class MemoryCookieStore {
  idx: unknown;
}

export class CookieJar {
  getCookiesSync(): readonly never[] {
    return [];
  }

  setCookie(): Promise<void> {
    return Promise.resolve();
  }
}

/** Nothing was kept, so there is nothing to read back. */
export const Cookie = { fromJSON: () => null };
