/** The event that tells of an app's definition being written (Marathon `core/event/ApiPostEvent`). */
import type { AppDefinition } from '../../../protocol/marathon/app';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import type { HttpRequest } from '../../runtime/http';
import type { MarathonCore } from '../core';

export const tellAppPost = (core: MarathonCore, request: HttpRequest, app: AppDefinition): void =>
  core.bus.publish({
    eventType: 'api_post_event',
    clientIp: '127.0.0.1',
    uri: request.path,
    appDefinition: serialiseApp(app),
  });
