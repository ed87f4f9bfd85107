/** What the recordings leave open: arguments, help, versions, and commands they have no case for. */
import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json?raw';
import { commands } from './command-table';
import { flagWords, positionalWords } from './flag-words';
import { aRecordedRun, type Overrides } from './recorded-server-fixture';
import { runDcos } from './run-dcos';
import { readUsage } from './usage';
import { VERSION } from './version';

const dcos = async (
  line: string,
  options: { readonly overrides?: Overrides; readonly stdin?: string; readonly env?: Record<string, string> } = {},
) => {
  const run = aRecordedRun(options);
  const exitCode = await runDcos(line === '' ? [] : line.split(' '), run.io);
  return { exitCode, ...run.out, asked: run.asked };
};

const WEB = '/service/marathon/v2/apps/group/web';

describe('arguments', () => {
  test.each([
    'marathon pod update --force solo',
    'marathon pod update solo --force',
    '--force marathon pod update solo',
    'marathon pod update --force -- solo',
  ])('%s', async (line) => {
    const { exitCode, asked } = await dcos(line, { stdin: '{}' });
    expect([exitCode, asked.at(-1)?.path]).toEqual([0, '/service/marathon/v2/pods/solo?force=true']);
  });

  test.each(['marathon deployment watch --max-count 0 dep-1', 'marathon deployment watch dep-1 --max-count=0'])(
    'a value may follow its flag or be tied to it: %s',
    async (line) => {
      expect(await dcos(line)).toMatchObject({ exitCode: 0, asked: [] });
    },
  );

  test.each([
    'marathon pod list --force',
    'marathon pod list --json=yes',
    'marathon app show --app-version',
    'marathon pod show',
    'marathon pod show a b',
    'marathon frob',
    'marathon pod frob',
    'task list --json -q',
  ])('%s does not fit', async (line) => {
    expect(await dcos(line)).toMatchObject({
      exitCode: 1,
      stderr: '',
      asked: [],
      stdout: expect.stringMatching(/^Invalid subcommand usage\n\nUsage:\n {4}dcos /) as string,
    });
  });

  test('a command nobody knows is told by its name', async () => {
    expect(await dcos('frob x')).toMatchObject({
      exitCode: 1,
      stderr: 'Error: unknown command "frob" for "dcos"\nRun \'dcos --help\' for usage.\n',
    });
  });

  test('a log level must be one', async () => {
    expect(await dcos('--log-level=loud marathon about')).toMatchObject({ exitCode: 1, asked: [] });
    expect((await dcos('--debug marathon about')).stderr).toMatch(
      /^Sending HTTP \[GET\] to .*\nReceived HTTP response \[200\]/,
    );
  });
});

describe('help', () => {
  test('explains every word that a usage line has', () => {
    const usages = commands.map(({ usage }) => readUsage(usage));
    expect(usages.flatMap(({ flags }) => flags.map(({ name }) => name)).filter((name) => !flagWords.has(name))).toEqual(
      [],
    );
    expect(
      usages
        .flatMap(({ positionals }) => positionals.map(({ name }) => name))
        .filter((name) => !positionalWords.has(name)),
    ).toEqual([]);
  });

  test.each(['', '--help', 'help'])('"dcos %s" is the overview', async (line) => {
    expect(await dcos(line)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('The command line of DC/OS') as string,
    });
  });

  test.each(['marathon pod add --help', 'help marathon pod add', 'marathon pod add -h'])('%s', async (line) => {
    const { exitCode, stdout, asked } = await dcos(line);
    expect([exitCode, asked]).toEqual([0, []]);
    expect(stdout).toMatch(/^Usage:\n {4}dcos marathon pod add \[<pod-resource>\]\n {8}Add a pod\.\n\nOptions:/);
  });

  test('the version is that of the package', async () => {
    expect((await dcos('--version')).stdout).toBe(`dcos version ${VERSION}\n`);
    expect((JSON.parse(packageJson) as { version: string }).version).toBe(VERSION);
  });
});

describe('apps', () => {
  test('properties become JSON of the type they look like', async () => {
    const { exitCode, asked } = await dcos(
      `marathon app update group/web cpus=0.5 instances=3 cmd="sleep" env={"A":"b"} ports=[1] requirePorts=true user=null id='x'`,
    );
    expect([exitCode, asked.at(-1)]).toEqual([
      0,
      {
        method: 'PUT',
        path: WEB,
        body: {
          cpus: 0.5,
          instances: 3,
          cmd: 'sleep',
          env: { A: 'b' },
          ports: [1],
          requirePorts: true,
          user: null,
          id: 'x',
        },
      },
    ]);
    expect(await dcos('marathon app update group/web cpus')).toMatchObject({
      stderr: "'cpus' is not a valid json-item\n",
    });
    expect(await dcos('marathon app update group/web a=1 a=2')).toMatchObject({
      stderr: "Key 'a' was specified more than once\n",
    });
  });

  test('start and stop ask for the right number of instances, and refuse what is done already', async () => {
    const stopped: Overrides = { [`GET ${WEB}`]: { body: { app: { id: '/group/web', instances: 0 } } } };
    expect((await dcos('marathon app stop group/web')).asked.at(-1)?.body).toEqual({ instances: 0 });
    expect((await dcos('marathon app start group/web 4', { overrides: stopped })).asked.at(-1)?.body).toEqual({
      instances: 4,
    });
    expect(await dcos('marathon app stop group/web', { overrides: stopped })).toMatchObject({
      stderr: "Error: app '/group/web' already stopped: 0 instances\n",
    });
    expect(await dcos('marathon app restart group/web', { overrides: stopped })).toMatchObject({
      stderr: "Error: unable to perform rolling restart of application '/group/web' because it has no running tasks\n",
    });
  });

  test('kill takes the whole app to none with --scale, and one host with --host', async () => {
    expect(await dcos('marathon app kill --scale group/web')).toMatchObject({
      stdout: 'Started deployment: {"version":"2017-03-20T16:20:03.399Z","deploymentId":"dep-10"}\n',
    });
    expect((await dcos('marathon app kill --host=10.0.0.1 group/web')).asked.at(-1)?.path).toBe(
      `${WEB}/tasks?host=10.0.0.1`,
    );
  });

  test('a version may be counted back', async () => {
    const overrides: Overrides = {
      [`GET ${WEB}/versions/2017-03-19T16:18:03.399Z`]: { body: { id: '/group/web', cpus: 1 } },
    };
    expect(await dcos('marathon app show --app-version=-1 group/web', { overrides })).toMatchObject({
      stdout: '{\n    "id": "/group/web",\n    "cpus": 1,\n    "ports": null,\n    "dependencies": null\n}\n',
    });
    expect(await dcos('marathon app show --app-version=-2 group/web')).toMatchObject({
      stderr: 'Error: application group/web only has 2 versions\n',
    });
    expect((await dcos('marathon app version list --max-count=1 group/web')).stdout).toBe(
      '[\n  "2017-03-20T16:18:03.399Z"\n]\n',
    );
  });

  test('an app that is there is not added again, and a locked one says so', async () => {
    expect(await dcos('marathon app add', { stdin: '{"id": "group/web"}' })).toMatchObject({
      exitCode: 1,
      stderr: "Error: Application '/group/web' already exists\n",
    });
    expect(
      await dcos('marathon app remove group/web', { overrides: { [`DELETE ${WEB}`]: { status: 409, body: {} } } }),
    ).toMatchObject({ stderr: 'Error: changes blocked: deployment already in progress for app\n' });
  });

  test('the older client lists apps while a pod waits', async () => {
    const { exitCode, stdout } = await dcos('marathon app list', { env: { DCOS_CLIENT: 'python' } });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      'ID          MEM  CPUS  TASKS  HEALTH  DEPLOYMENT  WAITING  CONTAINER  CMD                             ROLE  \n' +
        '/group/web   32  0.1    1/2    1/1      scale     False      mesos    python3 -m http.server 8080...   *    \n',
    );
  });
});

describe('groups and tasks', () => {
  test('a group is added by its id alone, once', async () => {
    const { exitCode, asked } = await dcos('marathon group add --id=/new');
    expect([exitCode, asked.at(-1)]).toEqual([
      0,
      { method: 'POST', path: '/service/marathon/v2/groups', body: { id: '/new' } },
    ]);
    expect(await dcos('marathon group add --id=group')).toMatchObject({ stderr: "Group '/group' already exists\n" });
  });

  test('tasks are killed with what the flags ask for', async () => {
    expect((await dcos('marathon task kill --scale --wipe a')).asked[0]?.path).toBe(
      '/service/marathon/v2/tasks/delete?scale=true&wipe=true',
    );
    expect(
      await dcos('marathon task kill a', {
        overrides: { 'POST /service/marathon/v2/tasks/delete': { body: { tasks: [] } } },
      }),
    ).toMatchObject({
      exitCode: 1,
      stdout: 'Killed tasks: []\n',
      stderr: 'Failed to kill tasks. task-ids seems to be unknown\n',
    });
  });

  const state = (ids: readonly string[]): Overrides => ({
    'GET /mesos/master/state': {
      body: {
        frameworks: [{ id: 'f', tasks: ids.map((id) => ({ id, name: id, slave_id: 'S0', state: 'TASK_RUNNING' })) }],
      },
    },
  });

  test.each([
    ['web', ['a.web', 'web.1', 'web.2']],
    ['web*', ['web.1', 'web.2']],
    ['*.?', ['b.x', 'web.1', 'web.2']],
    ['w*b*1', ['web.1']],
    ['web.1', ['web.1']],
    ['???', ['b.x']],
  ])('the filter %s', async (filter, found) => {
    const { stdout } = await dcos(`task list -q ${filter}`, { overrides: state(['a.web', 'b.x', 'web.1', 'web.2']) });
    expect(stdout.trimEnd().split('\n')).toEqual(found);
  });

  test('what needs a sandbox is not available, whatever it is given', async () => {
    expect(await dcos('task exec -it web bash')).toMatchObject({
      exitCode: 1,
      stderr: 'Error: "dcos task exec" is not available: it needs the sandbox of a real agent\n',
    });
  });
});

test('a terminal is no definition', async () => {
  expect((await dcos('marathon pod add')).stderr).toMatch(/^We currently don't support reading from the TTY\./);
});

test('an id with odd characters stays one path segment', async () => {
  expect((await dcos('marathon pod show /a?b#c/d')).asked.at(-1)?.path).toBe(
    '/service/marathon/v2/pods/a?b#c/d::status',
  );
});

test('Marathon may stand elsewhere, and a token goes with every request', async () => {
  const run = aRecordedRun({ env: { DCOS_MARATHON_URL: 'http://other:1/m/', DCOS_ACS_TOKEN: 'secret' } });
  const seen: string[] = [];
  const fetch = (request: Request): Promise<Response> => {
    seen.push(`${request.url} ${request.headers.get('authorization')}`);
    return Promise.reject(new TypeError('nobody there'));
  };
  expect(await runDcos(['marathon', 'about'], { ...run.io, fetch })).toBe(1);
  expect(seen).toEqual(['http://other:1/m/v2/info token=secret']);
  expect(run.out.stderr).toBe('URL [http://other:1/m/v2/info] is unreachable.\n');
});

test('an address that is none is told with a good one', async () => {
  const run = aRecordedRun({});
  expect(await runDcos(['marathon', 'about'], { ...run.io, baseUrl: 'no address' })).toBe(1);
  expect(run.out.stderr).toBe(
    "URL [no address/service/marathon/v2/info] can't be asked. Set DCOS_URL to one such as http://127.0.0.1:8080.\n",
  );
});

test('a server that is silent for three minutes is given up', async () => {
  const run = aRecordedRun({});
  const io = { ...run.io, fetch: () => new Promise<Response>(() => undefined), wait: () => Promise.resolve() };
  expect(await runDcos(['marathon', 'about'], io)).toBe(1);
  expect(run.out.stderr).toMatch(/^Request to URL \[.*\/v2\/info\] timed out\.\n$/);
});
