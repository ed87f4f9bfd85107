/** Events as frames of a `text/event-stream` (Marathon `core/event/impl/stream/HttpEventSSEHandle`). */
import type { MarathonEvent } from '../../../protocol/marathon/event';

const frames = new WeakMap<MarathonEvent, string>();

/** One frame; JSON holds no line break, so one `data` line is enough. Written once, however many listen. */
export const eventFrame = (event: MarathonEvent): string => {
  let frame = frames.get(event);
  if (frame === undefined) {
    frame = `event: ${event.eventType}\ndata: ${JSON.stringify(event)}\n\n`;
    frames.set(event, frame);
  }
  return frame;
};
