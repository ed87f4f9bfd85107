/** What the terminal's shell does with a line. */
import { describe, expect, test } from 'vitest';
import { createShell } from './shell';
import { createShellFiles } from './shell-files';

const BASE = 'http://dcos.local';

/** A shell whose cluster answers `answers[METHOD path]`, 404 otherwise; the requests are kept. */
const aShell = (answers: Readonly<Record<string, unknown>> = {}) => {
  const files = createShellFiles();
  const asked: string[] = [];
  const screen: string[] = [];
  const shell = createShell({
    baseUrl: BASE,
    files,
    fetch: async (request) => {
      const line = `${request.method} ${request.url.slice(BASE.length)}`;
      const body = await request.text();
      asked.push(body === '' ? line : `${line} ${body}`);
      return line in answers ? Response.json(answers[line]) : Response.json({ message: 'no route' }, { status: 404 });
    },
    history: () => ['dcos marathon pod list', 'help'],
    clear: () => screen.push('cleared'),
  });
  const run = async (text: string, signal?: AbortSignal) => {
    const out = { stdout: '', stderr: '' };
    const exitCode = await shell.run(
      text,
      { stdout: (more) => (out.stdout += more), stderr: (more) => (out.stderr += more) },
      signal,
    );
    return { exitCode, ...out };
  };
  return { shell, files, asked, screen, run };
};

const printed = async (text: string): Promise<string> => (await aShell().run(text)).stdout;

describe('words', () => {
  test.each([
    ['echo one   two', 'one two\n'],
    [`echo 'a  b' "c  d" e\\ \\ f`, 'a  b c  d e  f\n'],
    [`echo "it's" 'say "x"' a"b"'c'`, `it's say "x" abc\n`],
    ['NAME=wor; echo $NAME ${NAME}ld "$NAME" \'$NAME\'', 'wor world wor $NAME\n'],
    ['LIST="a  b"; echo $LIST; echo "$LIST"', 'a b\na  b\n'],
    ['echo [$NOTHING] $NOTHING ""', '[] \n'],
    ['echo "a\\$b" "\\"" \\$c', 'a$b " $c\n'],
    ['export A=1 B="x y"; echo $A $B', '1 x y\n'],
    ['echo one # two', 'one\n'],
    ['echo a#b', 'a#b\n'],
    ['echo one \\\n two', 'one two\n'],
  ])('%s', async (text, expected) => {
    expect(await printed(text)).toBe(expected);
  });
});

describe('commands after one another', () => {
  test.each([
    ['echo a; echo b', 'a\nb\n'],
    ['echo a\n\necho b\n', 'a\nb\n'],
    ['nope && echo a; echo b', 'b\n'],
    ['nope || echo a && echo b', 'a\nb\n'],
    ['echo a || echo b', 'a\n'],
    ['nope; echo $?; echo $?', '127\n0\n'],
    ['', ''],
  ])('%s', async (text, expected) => {
    expect(await printed(text)).toBe(expected);
  });

  test('an unknown command is 127, and says its name', async () => {
    expect(await aShell().run('kubectl get pods')).toEqual({
      exitCode: 127,
      stdout: '',
      stderr: 'kubectl: command not found\n',
    });
  });

  test('an abort ends the line with 130', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await aShell().run('echo a; echo b', stop.signal)).toMatchObject({ exitCode: 130, stdout: '' });
  });

  test('an abort ends what a cluster that never answers holds up, and what still comes is not heard', async () => {
    const stop = new AbortController();
    let answer: ((response: Response) => void) | undefined;
    const shell = createShell({
      baseUrl: BASE,
      files: createShellFiles(),
      fetch: () => {
        queueMicrotask(() => stop.abort());
        return new Promise((resolve) => (answer = resolve));
      },
    });
    const heard: string[] = [];
    const output = { stdout: (text: string) => heard.push(text), stderr: (text: string) => heard.push(text) };
    expect(await shell.run('curl /v2/pods; dcos marathon about', output, stop.signal)).toBe(130);
    answer?.(Response.json({}));
    expect(await shell.run('echo $?', output)).toBe(0);
    expect(heard).toEqual(['130\n']);
  });

  test.each([
    ['echo $(date)', /\$\(…\)/],
    ['sleep 1 &', /& is not known/],
    ['; echo', /syntax error near `;'/],
    ['cat <', /syntax error near `<'/],
    ['echo "open', /ends too soon/],
  ])('%s can not be read: 2', async (text, says) => {
    const { exitCode, stderr } = await aShell().run(text);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(says);
  });
});

describe('files', () => {
  test('output goes to a file, is added to it, and comes back', async () => {
    const { run } = aShell();
    expect(await run('echo one > a.txt; echo two >> a.txt; cat < ./a.txt; ls')).toMatchObject({
      stdout: 'one\ntwo\na.txt\n',
    });
  });

  test('a here-document is input, with its variables unless its word is quoted', async () => {
    const { run } = aShell();
    expect(
      await run('N=3\ncat <<EOF > pod.json; cat pod.json\n{"n": $N, "cost": "\\$1"}\nEOF\necho done'),
    ).toMatchObject({
      stdout: '{"n": 3, "cost": "$1"}\ndone\n',
    });
    expect(await run('cat <<E\r\none\r\nE\r\n')).toMatchObject({ stdout: 'one\n' });
    expect(await run("cat <<'EOF'\n$N `x` \\$\nEOF")).toMatchObject({ stdout: '$N `x` \\$\n' });
  });

  test('what is missing is told', async () => {
    const { run } = aShell();
    expect(await run('cat nope')).toEqual({ exitCode: 1, stdout: '', stderr: 'nope: No such file\n' });
    expect(await run('cat < nope')).toMatchObject({ exitCode: 1, stderr: 'nope: No such file\n' });
    expect(await run('rm nope')).toMatchObject({ exitCode: 1 });
    expect(await run('rm -f nope')).toMatchObject({ exitCode: 0 });
    expect(await run('nope 2> err; cat err')).toMatchObject({ stdout: 'nope: command not found\n', stderr: '' });
  });

  test('a file has no folder and a largest size', () => {
    const files = createShellFiles({ largest: 4, total: 6, count: 2 });
    expect(files.write('a/b', '')).toMatch(/no folders/);
    expect(files.write('a', '12345')).toMatch(/Larger than 4/);
    expect(files.write('a', '1234')).toBeUndefined();
    expect(files.write('b', '123')).toBe('No space left');
    expect(files.write('b', '12')).toBeUndefined();
    expect(files.write('c', '')).toMatch(/already 2/);
    expect(files.list()).toEqual(['a', 'b']);
  });
});

describe('pipes and small programs', () => {
  test.each([
    ["cat <<E | grep -v '^b' | wc -l\na\nb1\nc\nE", '2\n'],
    ['echo A | grep -i a', 'A\n'],
    ['cat <<E | head -n 2\n1\n2\n3\nE', '1\n2\n'],
    ['nope 2>&1 | cat', 'nope: command not found\n'],
    ['history', '    1  dcos marathon pod list\n    2  help\n'],
  ])('%s', async (text, expected) => {
    expect(await printed(text)).toBe(expected);
  });

  test('clear empties the screen', async () => {
    const { run, screen } = aShell();
    await run('clear');
    expect(screen).toEqual(['cleared']);
  });

  test('help names every program', async () => {
    expect(await printed('help')).toMatch(/^dcos .*\ncurl /);
  });
});

describe('dcos', () => {
  test('reads its definition from a here-document or a file', async () => {
    const { run, asked } = aShell({ 'POST /service/marathon/v2/pods': {}, 'HEAD /service/marathon/v2/pods': {} });
    expect(await run('dcos marathon pod add <<EOF\n{"id": "/a"}\nEOF')).toMatchObject({
      exitCode: 0,
      stdout: 'Created deployment None\n',
    });
    await run(`echo '{"id": "/b"}' > b.json; dcos marathon pod add b.json`);
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /service/marathon/v2/pods {"id": "/a"}\n',
      'POST /service/marathon/v2/pods {"id": "/b"}\n',
    ]);
  });

  test('fetches definitions from nowhere but the cluster', async () => {
    const { run, asked } = aShell({ 'HEAD /service/marathon/v2/pods': {} });
    expect(await run('dcos marathon pod add https://example.com/pod.json')).toMatchObject({
      exitCode: 1,
      stderr: "Can't read from resource: https://example.com/pod.json.\nPlease check that it exists.\n",
    });
    expect(asked).not.toContainEqual(expect.stringContaining('example.com'));
  });
});

describe('curl', () => {
  test('asks the cluster, by path or by its address', async () => {
    const { run, asked } = aShell({ 'GET /service/marathon/v2/pods': [], 'GET /mesos/state': {} });
    expect(await run('curl -s /v2/pods')).toEqual({ exitCode: 0, stdout: '[]', stderr: '' });
    await run('curl $DCOS_URL/mesos/state');
    expect(asked).toEqual(['GET /service/marathon/v2/pods', 'GET /mesos/state']);
  });

  test('sends a file, and shows the head', async () => {
    const { run, asked, files } = aShell({ 'POST /service/marathon/v2/pods': { ok: true } });
    files.write('pod.json', '{\n}');
    const answer = await run('curl -si -XPOST -H "Content-Type: application/json" /v2/pods -d @pod.json');
    expect(answer.stdout).toMatch(/^HTTP\/1\.1 200.*\ncontent-type: application\/json\n\n\{"ok":true\}$/s);
    await run('curl /v2/pods --data-binary @pod.json');
    expect(asked).toEqual(['POST /service/marathon/v2/pods {}', 'POST /service/marathon/v2/pods {\n}']);
  });

  test.each([
    ['curl https://example.com/', 6, /only the cluster/],
    ['curl http://dcos.local.evil.com/v2/pods', 6, /only the cluster/],
    ['curl /index.html', 6, /only the cluster/],
    ['curl', 2, /say what to ask/],
    ['curl --proxy x /v2/pods', 2, /--proxy: is unknown/],
    ['curl /v2/pods -d @nope', 26, /Failed to open nope/],
  ])('%s is refused', async (text, code, says) => {
    const { run, asked } = aShell();
    const { exitCode, stderr } = await run(text);
    expect([exitCode, asked]).toEqual([code, []]);
    expect(stderr).toMatch(says);
  });
});

describe('whether a text is whole', () => {
  test.each(['echo a', '', "echo 'a'", 'cat <<EOF\nx\nEOF', 'cat <<EOF\nx\nEOF\n', 'echo $(x)', 'echo a\\\nb'])(
    '%j is',
    (text) => {
      expect(aShell().shell.isComplete(text)).toBe(true);
    },
  );

  test.each([
    "echo 'a",
    'echo "a',
    'echo \\',
    'cat <<EOF',
    'cat <<EOF\nx',
    'echo a |',
    'echo a &&',
    'echo a ||\n',
    'a \\\n',
  ])('%j is not', (text) => {
    expect(aShell().shell.isComplete(text)).toBe(false);
  });
});
