/** Where the cache keeps the definitions of services: apart from what reads them, since the event stream needs no more. */
import type { ServiceKind } from '../client/service';

export const serviceKey = (what: 'definition' | 'versions' | 'version', kind: ServiceKind, id: string) =>
  ['marathon', what, kind, id] as const;
