/** `curl` and `wget`. Of an exchange only its outcome is modelled, and the page where the server has a well-known one. */
import type { Connection } from '../mesos/containerizer/network';
import { ANSWER_TIME, CONNECT_TIMEOUT, DONE, failed, numberOf, printed, readOptions } from './client-line';
import type { Line, Options } from './client-line';
import { pageOf } from './pages';
import type { Heard } from './tape';

interface Url {
  readonly host: string;
  readonly port: number;
}

/** `http://user@host:port/path` and what is left of it when parts are left out. */
const readUrl = (text: string): Url | undefined => {
  const [, scheme, host, port] =
    /^(?:(https?|ftp):\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)(?::(\d+))?(?:[/?#].*)?$/i.exec(text) ?? [];
  if (host === undefined) return undefined;
  const usual = scheme?.toLowerCase() === 'https' ? 443 : 80;
  return { host, port: Number(port ?? usual) };
};

const CURL_VALUES = new Set(
  (
    '-X -H -d -o -m -w -u -A -e -T -F -b -c -x -K -r -C --request --header --data --data-raw --data-binary ' +
    '--data-urlencode --output --max-time --connect-timeout --write-out --user --user-agent --referer --upload-file ' +
    '--form --cookie --cookie-jar --proxy --retry --retry-delay --retry-max-time --cacert --cert --key --resolve --range'
  ).split(' '),
);

const httpStatus = (met: Connection): number => (met.kind === 'answered' ? met.status : 200);

/** What `-w` prints, as far as it is about the answer. */
const writtenOut = (format: string | undefined, status: number): string =>
  (format ?? '')
    .replace(/%\{(?:http_code|response_code)\}/g, String(status).padStart(3, '0'))
    .replace(/%\{[^}]*\}/g, '')
    .replace(/\\n/g, '\n');

const curlAnswered = (options: Options, met: Connection, say: (text: string) => string | undefined): Heard => {
  const { values } = options;
  const status = httpStatus(met);
  const format = values.get('-w') ?? values.get('--write-out');
  if (status >= 400 && (values.has('-f') || values.has('--fail')))
    return failed(22, say(`(22) The requested URL returned error: ${status}`));
  const isSaved = ['-o', '--output', '-O', '--remote-name'].some((name) => values.has(name));
  const isHead = values.has('-I') || values.has('--head');
  const page = isHead ? `HTTP/1.1 ${status} ${status < 400 ? 'OK' : 'Error'}\r\n\r\n` : pageOf(met);
  return printed((isSaved ? '' : page) + writtenOut(format, status));
};

/** `curl -sf -m 2 http://host:port/` */
export const curl = (line: Line, args: readonly string[]): Heard => {
  const options = readOptions(args, CURL_VALUES);
  const { values, operands } = options;
  const isSilent = (values.has('-s') || values.has('--silent')) && !values.has('-S') && !values.has('--show-error');
  const say = (text: string): string | undefined => (isSilent ? undefined : `curl: ${text}`);
  if (operands.length === 0)
    return values.has('--version') || values.has('-V')
      ? DONE
      : failed(2, "curl: try 'curl --help' or 'curl --manual' for more information");
  const url = readUrl(values.get('--url') ?? operands[0] ?? '');
  if (url === undefined) return failed(3, say('(3) URL using bad/illegal format or missing URL'));
  const { host, port } = url;
  const met = line.connect(host, port);
  switch (met.kind) {
    case 'answered':
    case 'outside':
      return curlAnswered(options, met, say);
    case 'unresolved':
      return failed(6, say(`(6) Could not resolve host: ${host}`));
    case 'refused':
      return failed(7, say(`(7) Failed to connect to ${host} port ${port}: Connection refused`));
    case 'timeout': {
      const limits = [numberOf(options, '--connect-timeout'), numberOf(options, '-m', '--max-time')];
      const seconds = Math.min(...limits.map((limit) => (limit === undefined || limit === 0 ? Infinity : limit)));
      if (seconds * 1000 >= CONNECT_TIMEOUT)
        return failed(28, say(`(28) Failed to connect to ${host} port ${port}: Connection timed out`), CONNECT_TIMEOUT);
      const wait = Math.round(seconds * 1000);
      return failed(28, say(`(28) Connection timed out after ${wait + 1} milliseconds`), wait);
    }
    default:
      return met satisfies never;
  }
};

const WGET_VALUES = new Set(
  (
    '-O -T -t -o -P -U -w --output-document --timeout --connect-timeout --tries --output-file --directory-prefix ' +
    '--user-agent --header --post-data --method --user --password'
  ).split(' '),
);
/** `wget` waits as long as the kernel does, and tries so often. */
const TRIES = 20;

/** `wget -q -T 2 -O - http://host:port/`, as GNU's; busybox's options are among them. */
export const wget = (line: Line, args: readonly string[]): Heard => {
  const options = readOptions(args, WGET_VALUES);
  const { values, operands } = options;
  const isQuiet = values.has('-q') || values.has('--quiet');
  const say = (text: string): string | undefined => (isQuiet ? undefined : text);
  const url = readUrl(operands[0] ?? '');
  if (url === undefined) return failed(1, 'wget: missing URL');
  const { host, port } = url;
  const met = line.connect(host, port);
  switch (met.kind) {
    case 'answered':
    case 'outside': {
      const status = httpStatus(met);
      if (status >= 400) return failed(8, say(`ERROR ${status}.`));
      const isShown = values.get('-O') === '-' || values.get('--output-document') === '-';
      return printed(isShown ? pageOf(met) : '');
    }
    case 'unresolved':
      return failed(4, say(`wget: unable to resolve host address '${host}'`));
    case 'refused':
      return failed(4, say(`Connecting to ${host} (${host})|${met.address}|:${port}... failed: Connection refused.`));
    case 'timeout': {
      const limit = numberOf(options, '-T', '--timeout', '--connect-timeout');
      const wait = Math.min(CONNECT_TIMEOUT, limit === undefined || limit === 0 ? Infinity : limit * 1000);
      const tries = Math.max(1, numberOf(options, '-t', '--tries') ?? TRIES);
      const text = `Connecting to ${host} (${host})|${met.address}|:${port}... failed: Connection timed out.`;
      return failed(4, say(text), Math.max(ANSWER_TIME, Math.round(wait * tries)));
    }
    default:
      return met satisfies never;
  }
};
