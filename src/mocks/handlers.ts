/** What MSW intercepts: the API's paths at the root of this origin, all of them, handed on unread. */
import { http, type HttpHandler } from 'msw/http';

/** Says that an answer came from the simulated cluster and not from the host of the static files. */
export const SIMULATED_HEADER = 'x-podrome-simulated';

const API =
  /^https?:\/\/[^/]+\/(service\/marathon|mesos|agent|slave|system\/v1|dcos-metadata|mesos_dns|_simulation)(\/|\?|$)/;

/** One handler for everything: the routing is the cluster's own affair. */
export const handlersFor = (fetch: (request: Request) => Promise<Response>): HttpHandler[] => [
  http.all(API, async ({ request }) => {
    const response = await fetch(request);
    response.headers.set(SIMULATED_HEADER, 'true');
    return response;
  }),
];
