/** Events as frames of a `text/event-stream` (Marathon `core/event/impl/stream/HttpEventSSEHandle`). */
import type { MarathonEvent } from '../../../protocol/marathon/event';

/** One frame; JSON holds no line break, so one `data` line is enough. */
export const eventFrame = (event: MarathonEvent): string =>
  `event: ${event.eventType}\ndata: ${JSON.stringify(event)}\n\n`;
