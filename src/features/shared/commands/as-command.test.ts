/** What is shown as a command does, typed into a shell, what the action does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callTarget, type Call } from '../../../api/client/transport';
import { aSpec } from '../pod-status-fixture';
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
        actions.removePodAction(id, force),
        actions.killInstancesAction(id, instances),
        actions.resetDelayAction(id),
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
  expect(dcosText(actions.addPodAction(body))).toBe(
    `dcos marathon pod add <<'END'\n{\n  "id": "/a  ",\n  "x": "  \\n  "\n}\nEND`,
  );
});

test('the words of the documented command line', () => {
  const spec = aSpec({ id: '/shop/web' });
  const wordsOf = (action: Action) => dcosText(action)?.split('\n')[0];
  expect(wordsOf(actions.addPodAction('{}'))).toBe(`dcos marathon pod add <<'END'`);
  expect(wordsOf(actions.updatePodAction('/shop/web', '{}'))).toBe(`dcos marathon pod update /shop/web <<'END'`);
  expect(wordsOf(actions.changePodAction(spec, { kind: 'scale', instances: 4 }, true))).toBe(
    `dcos marathon pod update --force /shop/web <<'END'`,
  );
  expect(wordsOf(actions.removePodAction('/shop/web'))).toBe('dcos marathon pod remove /shop/web');
  expect(wordsOf(actions.removePodAction('/shop/web', true))).toBe('dcos marathon pod remove --force /shop/web');
  expect(wordsOf(actions.killInstancesAction('/shop/web', ['web.instance-1']))).toBe(
    'dcos marathon pod kill /shop/web web.instance-1',
  );
  expect(wordsOf(actions.resetDelayAction('/shop/web'))).toBe('dcos marathon delay reset /shop/web');
  expect(wordsOf(actions.setClockAction({ paused: true }))).toBeUndefined();
});

test('scaling is the whole definition with another count', () => {
  const spec = aSpec({ id: '/shop/web' });
  const { input } = dcosOf(actions.changePodAction(spec, { kind: 'scale', instances: 4 }));
  expect(JSON.parse(input ?? '')).toEqual({ ...spec, scaling: { ...spec.scaling, kind: 'fixed', instances: 4 } });
});

test('curl says force only where it is forced, and the clock is one line of JSON', () => {
  expect(curlText(actions.removePodAction('/a'), ADDRESS)).toBe(`curl -X DELETE ${ADDRESS}/service/marathon/v2/pods/a`);
  expect(curlText(actions.removePodAction('/a', true), ADDRESS)).toBe(
    `curl -X DELETE '${ADDRESS}/service/marathon/v2/pods/a?force=true'`,
  );
  expect(curlText(actions.setClockAction({ paused: true }), ADDRESS)).toBe(
    `curl -X POST ${ADDRESS}/_simulation/clock \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{"paused":true}'`,
  );
  expect(readAsShell(curlText(actions.advanceClockAction(60), ADDRESS)).argv.at(-1)).toBe('{"seconds":60}');
});
