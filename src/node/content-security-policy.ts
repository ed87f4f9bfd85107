/** What the dashboard's page may load and do, wherever it is served. */

/** Monaco writes `style` attributes and elements and draws squiggles as `data:` images; all else is our own origin. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');

/** What a page's own text can't say, only the server's header. */
export const policyHeader = `${contentSecurityPolicy}; frame-ancestors 'self'`;
