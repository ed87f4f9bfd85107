/** `/v2/events`: everything that happens, as it happens (Marathon `api/EventsController`, `core/event/impl/stream`). */
import { message } from '../../../protocol/marathon/error';
import { isoTime } from '../../../protocol/units';
import type { HttpHandler } from '../../runtime/http';
import type { MarathonCore } from '../core';
import { eventFrame } from '../event/server-sent-events';
import { notAllowed } from './answers';

const REMOTE = '127.0.0.1';

/** A listener is no part of the state: it comes and goes with its connection. */
export const eventsResource =
  (core: MarathonCore): HttpHandler =>
  (request) => {
    if (request.path !== '/v2/events') return undefined;
    if (request.method !== 'GET') return notAllowed('GET', 'OPTIONS');
    if (request.headers.get('accept')?.includes('text/event-stream') !== true)
      return {
        ...notAllowed('GET', 'OPTIONS'),
        json: message('The event stream needs the header Accept: text/event-stream.'),
      };
    const types = new Set(request.query.getAll('event_type'));
    return {
      status: 200,
      headers: { 'Content-Type': 'text/event-stream;charset=UTF-8' },
      stream: (push) => {
        const attached = { eventType: 'event_stream_attached', remoteAddress: REMOTE } as const;
        // The new listener hears it whatever it filters for, and before anything else.
        push(eventFrame({ ...attached, timestamp: isoTime(core.runtime.now()) }));
        core.bus.publish(attached);
        const leave = core.bus.subscribe((event) => {
          if (types.size === 0 || types.has(event.eventType)) push(eventFrame(event));
        });
        return () => {
          leave();
          core.bus.publish({ eventType: 'event_stream_detached', remoteAddress: REMOTE });
        };
      },
    };
  };
