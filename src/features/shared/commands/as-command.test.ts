/** What is shown as a command does, typed into a shell, what the action does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callTarget, type Call } from '../../../api/client/transport';
import { anAppService, aPodStatus, aSpec } from '../pod-status-fixture';
import * as actions from './actions';
import { curlText, dcosText, type Action } from './as-command';
import { readAsShell } from './shell-reader-fixture';

const ADDRESS = 'http://localhost:8080';

/** Signs a shell or JSON could trip over, besides any other. */
const oddText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '\n',
      '\r',
      '\\',
      '$',
      '`',
      '!',
      '~',
      '*',
      '{',
      '}',
      '<',
      ';',
      '&',
      '#',
      ' ',
      'END',
      'ü',
      '漢',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});
const oddWord = oddText.filter((text) => !text.includes('\u0000'));
const json = fc.json({ stringUnit: 'grapheme' });
const oddJson = fc.oneof(
  json,
  fc.dictionary(oddText, oddText).map((value) => JSON.stringify(value)),
  fc.dictionary(oddText, oddText).map((value) => JSON.stringify(value, null, 2)),
  fc.dictionary(oddText, oddText).map((value) => JSON.stringify(value, null, '\t').replaceAll('\n', ' \r\n\r\n')),
);
const call = (body?: string): Call => ({ path: '/v2/pods', method: 'PUT', ...(body === undefined ? {} : { body }) });

const dcosOf = (action: Action) => readAsShell(dcosText(action) ?? '');

test('whatever the words are, a shell reads them back', () => {
  fc.assert(
    fc.property(fc.array(oddWord), (words) => {
      expect(dcosOf({ call: call(), dcos: { words } })).toEqual({ argv: ['dcos', ...words], input: undefined });
    }),
  );
});

test('whatever the JSON is, standard input of both commands is that JSON, in whole lines', () => {
  fc.assert(
    fc.property(oddJson, (body) => {
      const action: Action = { call: call(body), dcos: { words: ['marathon', 'pod', 'add'], readsBody: true } };
      const { argv, input } = dcosOf(action);
      expect(argv).toEqual(['dcos', 'marathon', 'pod', 'add']);
      expect(JSON.parse(input ?? '')).toEqual(JSON.parse(body));
      expect(input).toMatch(/\n$/);
      const curl = readAsShell(curlText(action, ADDRESS));
      expect(curl.argv.slice(0, 4)).toEqual(['curl', '-X', 'PUT', `${ADDRESS}/v2/pods`]);
      expect(JSON.parse(curl.input ?? curl.argv.at(-1) ?? '')).toEqual(JSON.parse(body));
    }),
  );
});

test('whatever the ids are, curl asks for the address the client asks for, with its method and body', () => {
  fc.assert(
    fc.property(oddWord, fc.array(oddWord), fc.boolean(), (id, instances, force) => {
      for (const action of [
        actions.removeAction({ id }, force),
        actions.killAction(aPodStatus({ id }), instances),
        actions.resetDelayAction(id),
        actions.rollBackAction(id),
        actions.stopDeploymentAction(id),
      ]) {
        const { argv, input } = readAsShell(curlText(action, ADDRESS));
        expect(argv.slice(0, 4)).toEqual(['curl', '-X', 'DELETE', ADDRESS + callTarget(action.call)]);
        const sent = input ?? argv[argv.indexOf('--data-raw') + 1];
        if (action.call.body !== undefined) expect(JSON.parse(sent ?? '')).toEqual(JSON.parse(action.call.body));
      }
    }),
  );
});

test('a here-document ends with a word that is no line of it', () => {
  const { input } = dcosOf({
    call: call('[\n"x",\nEND\n,END2\n]'),
    dcos: { words: ['marathon', 'pod', 'add'], readsBody: true },
  });
  expect(input).toBe('[\n"x",\nEND\n,END2\n]\n');
});

test('comments of the definition leave no empty lines, and what is in strings stays', () => {
  const body = '{   \n  \n\n  "id": "/a  ",   \n  "x": "  \\n  "\n}';
  expect(dcosText(actions.addAction('pod', body))).toBe(
    `dcos marathon pod add <<'END'\n{\n  "id": "/a  ",\n  "x": "  \\n  "\n}\nEND`,
  );
});

test('the words of the documented command line', () => {
  const pod = aPodStatus();
  const wordsOf = (action: Action) => dcosText(action)?.split('\n')[0];
  expect(wordsOf(actions.addAction('pod', '{}'))).toBe(`dcos marathon pod add <<'END'`);
  expect(wordsOf(actions.updateAction('pod', '/shop/web', '{}'))).toBe(`dcos marathon pod update /shop/web <<'END'`);
  expect(wordsOf(actions.scaleAction(pod, 4, true))).toBe(`dcos marathon pod update --force /shop/web <<'END'`);
  expect(wordsOf(actions.removeAction(pod))).toBe('dcos marathon pod remove /shop/web');
  expect(wordsOf(actions.removeAction(pod, true))).toBe('dcos marathon pod remove --force /shop/web');
  expect(wordsOf(actions.killAction(pod, ['web.instance-1']))).toBe('dcos marathon pod kill /shop/web web.instance-1');
  expect(wordsOf(actions.resetDelayAction('/shop/web'))).toBe('dcos marathon delay reset /shop/web');
  expect(wordsOf(actions.rollBackAction('d-1'))).toBe('dcos marathon deployment rollback d-1');
  expect(wordsOf(actions.stopDeploymentAction('d-1'))).toBe('dcos marathon deployment stop d-1');
  expect(wordsOf(actions.setClockAction({ paused: true }))).toBeUndefined();
});

test('for apps the command line has a word for each action', () => {
  const app = anAppService();
  const instances = app.instances.map(({ id }) => id);
  expect(dcosText(actions.addAction('app', '{}'))).toBe(`dcos marathon app add <<'END'\n{}\nEND`);
  expect(dcosText(actions.scaleAction(app, 4, true))).toBe(`dcos marathon app update --force /shop/web 'instances=4'`);
  expect(dcosText(actions.suspendAction(app))).toBe('dcos marathon app stop /shop/web');
  expect(dcosText(actions.resumeAction(app, 3))).toBe('dcos marathon app start /shop/web 3');
  expect(dcosText(actions.restartAction(app, true))).toBe('dcos marathon app restart --force /shop/web');
  expect(dcosText(actions.removeAction(app, true))).toBe('dcos marathon app remove --force /shop/web');
  expect(dcosText(actions.killAction(app, instances))).toBe(
    'dcos marathon task kill shop_web.instance-3f9c0001._app.1',
  );
});

test('the command line can neither take members out of an app nor remove one unless by force', () => {
  expect(dcosText(actions.removeAction(anAppService()))).toBeUndefined();
  const action = actions.updateAction('app', '/shop/web', '{}');
  expect(dcosText(action)).toBeUndefined();
  expect(curlText(action, ADDRESS)).toContain('/v2/apps/shop/web?partialUpdate=false');
});

test('scaling a pod is the whole definition with another count, of an app the count alone', () => {
  const spec = aSpec({ id: '/shop/web' });
  const { input } = dcosOf(actions.scaleAction(aPodStatus({ spec }), 4));
  expect(JSON.parse(input ?? '')).toEqual({ ...spec, scaling: { ...spec.scaling, kind: 'fixed', instances: 4 } });
  expect(actions.scaleAction(anAppService(), 4).call.body).toBe('{"instances":4}');
});

test('curl says force only where it is forced, and the clock is one line of JSON', () => {
  expect(curlText(actions.removeAction({ id: '/a' }), ADDRESS)).toBe(
    `curl -X DELETE ${ADDRESS}/service/marathon/v2/pods/a`,
  );
  expect(curlText(actions.removeAction({ id: '/a' }, true), ADDRESS)).toBe(
    `curl -X DELETE '${ADDRESS}/service/marathon/v2/pods/a?force=true'`,
  );
  expect(curlText(actions.setClockAction({ paused: true }), ADDRESS)).toBe(
    `curl -X POST ${ADDRESS}/_simulation/clock \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{"paused":true}'`,
  );
  expect(readAsShell(curlText(actions.advanceClockAction(60), ADDRESS)).argv.at(-1)).toBe('{"seconds":60}');
});
