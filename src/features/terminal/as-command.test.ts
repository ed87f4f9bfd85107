/** What the dashboard shows as a command sends, run in the terminal's own shell, the request of the dashboard. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callTarget } from '../../api/client/transport';
import { createShell } from '../../cli/shell/shell';
import { createShellFiles } from '../../cli/shell/shell-files';
import * as actions from '../shared/commands/actions';
import { curlText, dcosText, type Action } from '../shared/commands/as-command';
import { aPodStatus, aSpec, anAppService } from '../shared/pod-status-fixture';

const BASE = 'http://cluster.example';

interface Sent {
  readonly method: string;
  readonly target: string;
  readonly body: unknown;
}

/** Runs a text and answers the writes it sent; the cluster says yes to everything, and has whatever is asked for. */
const writesOf = async (text: string): Promise<readonly Sent[]> => {
  const writes: Sent[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const body = await request.text();
    // The command line ends the path of a collection with a slash.
    const target = request.url.slice(BASE.length).replace(/\/$/, '');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      writes.push({
        method: request.method,
        target,
        body: body === '' || body === '{}' ? undefined : JSON.parse(body),
      });
    // Only what is not there yet can be added, only what rests be started, and only what runs be stopped.
    if (request.method === 'GET' && text.startsWith('dcos marathon app add'))
      return Response.json({ message: 'there is none' }, { status: 404 });
    const app = { instances: text.includes(' app start ') ? 0 : 1 };
    return Response.json({ app, tasks: [{ id: 'a task' }] }, { headers: { 'marathon-deployment-id': 'd-1' } });
  };
  const shell = createShell({ fetch, baseUrl: BASE, files: createShellFiles() });
  let complaints = '';
  await shell.run(text, { stdout: () => undefined, stderr: (words) => (complaints += words) });
  expect(complaints).toBe('');
  return writes;
};

const oddText = fc.string({
  unit: fc.constantFrom("'", '"', '\n', '\\', '$', '`', '!', '*', '<', ';', '&', ' ', 'END', 'ü', '🎉', 'a'),
});
const definition = fc
  .tuple(fc.dictionary(oddText, oddText), fc.boolean())
  .map(([labels, pretty]) => JSON.stringify({ id: '/shop/web', labels }, null, pretty ? 2 : undefined));
const id = fc
  .array(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/), { minLength: 1, maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`);

const kind = fc.constantFrom('pod' as const, 'app' as const);
const service = fc
  .tuple(kind, id)
  .map(([of, one]) => (of === 'app' ? anAppService({ id: one }) : aPodStatus({ id: one, spec: aSpec({ id: one }) })));

const someAction: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(kind, definition).map(([of, text]) => actions.addAction(of, text)),
  fc
    .tuple(kind, id, definition, fc.boolean())
    .map(([of, one, text, force]) => actions.updateAction(of, one, text, force)),
  fc.tuple(service, fc.boolean()).map(([one, force]) => actions.removeAction(one, force)),
  fc.tuple(service, fc.integer({ min: 1, max: 99 }), fc.boolean()).map((args) => actions.scaleAction(...args)),
  fc.tuple(service, fc.boolean()).map((args) => actions.suspendAction(...args)),
  fc.tuple(service, fc.integer({ min: 1, max: 99 }), fc.boolean()).map((args) => actions.resumeAction(...args)),
  fc.tuple(service, fc.boolean()).map((args) => actions.restartAction(...args)),
  fc.tuple(id, fc.array(id, { minLength: 1 })).map(([pod, ids]) => actions.killAction(aPodStatus({ id: pod }), ids)),
  id.map((app) => {
    const one = anAppService({ id: app });
    return actions.killAction(
      one,
      one.instances.map((instance) => instance.id),
    );
  }),
  id.map((pod) => actions.resetDelayAction(pod)),
  fc.integer({ min: 1, max: 600 }).map((seconds) => actions.advanceClockAction(seconds)),
);

test('both lines of any action send exactly its request', async () => {
  await fc.assert(
    fc.asyncProperty(someAction, async (action) => {
      const { method, body } = action.call;
      const expected = [
        { method, target: callTarget(action.call), body: body === undefined ? undefined : JSON.parse(body) },
      ];
      expect(await writesOf(curlText(action, BASE))).toEqual(expected);
      const dcos = dcosText(action);
      if (dcos !== undefined) expect(await writesOf(dcos)).toEqual(expected);
    }),
  );
});
