/** `/files/browse`, `/files/read`, `/files/download` of an agent, and the same in v1 (Mesos `files/files.cpp`). */
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import type { MesosContext } from '../mesos-state';
import { badRequest, notAllowed, notFound } from './http-answers';
import { findNode } from './sandbox-tree';
import type { DirectoryNode, FileNode, TreeNode } from './sandbox-tree';
import { inNanoseconds } from './value-json';

/** Sixteen pages of memory. */
const LONGEST_READ = 65_536;
const DIRECTORY_SIZE = 4096;

type Query = HttpRequest['query'];

/** A node, or the answer that says why there is none. */
const nodeAt = (ctx: MesosContext, agentId: string, path: string): TreeNode | HttpAnswer => {
  const found = findNode(ctx, agentId, path);
  if (found === 'missing') return notFound('');
  return found === 'inaccessible' ? badRequest(`'${path}' is inaccessible.\n`) : found;
};

const fileAt = (ctx: MesosContext, agentId: string, path: string, verb: string): FileNode | HttpAnswer => {
  const node = nodeAt(ctx, agentId, path);
  if ('status' in node) return node;
  return node.kind === 'file' ? node : badRequest(`Cannot ${verb} a directory.\n`);
};

interface Entry {
  readonly path: string;
  readonly node: TreeNode;
}

const entriesOf = (path: string, { entries }: DirectoryNode): readonly Entry[] =>
  [...entries].map(([name, node]) => ({ path: `${path.replace(/\/+$/, '')}/${name}`, node: node() }));

/** A file has nothing in it. */
const listing = (ctx: MesosContext, agentId: string, path: string): readonly Entry[] | HttpAnswer => {
  const node = nodeAt(ctx, agentId, path);
  if ('status' in node) return node;
  return node.kind === 'directory' ? entriesOf(path, node) : [];
};

const shape = (node: TreeNode) => {
  if (node.kind === 'file') return { nlink: 1, size: node.size, mode: 0o100644, text: '-rw-r--r--' };
  const directories = [...node.entries.values()].filter((each) => each().kind === 'directory').length;
  return { nlink: 2 + directories, size: DIRECTORY_SIZE, mode: 0o040755, text: 'drwxr-xr-x' };
};

const fileJson = ({ path, node }: Entry): object => {
  const { nlink, size, text } = shape(node);
  const { owner, changedAt } = node;
  return { path, nlink, size, mtime: Math.floor(changedAt / 1000), mode: text, uid: owner, gid: owner };
};

const fileInfo = ({ path, node }: Entry): object => {
  const { nlink, size, mode } = shape(node);
  return { path, nlink, size, mtime: inNanoseconds(node.changedAt), mode, uid: node.owner, gid: node.owner };
};

/** v1 LIST_FILES: the members of its answer, or a refusal. */
export const listFiles = (
  ctx: MesosContext,
  agentId: string,
  path: string,
): { readonly infos: object } | HttpAnswer => {
  const entries = listing(ctx, agentId, path);
  return 'status' in entries ? entries : { infos: { file_infos: entries.map(fileInfo) } };
};

/** Up to sixteen pages of a file from `offset` on, and its size. Nothing is read at or beyond the end, or for a length of 0. */
export const readFile = (
  ctx: MesosContext,
  agentId: string,
  path: string,
  { offset, length }: { readonly offset: number; readonly length?: number },
): { readonly size: number; readonly bytes: Uint8Array } | HttpAnswer => {
  const file = fileAt(ctx, agentId, path, 'read');
  if ('status' in file) return file;
  const wanted = Math.min(length ?? file.size - offset, LONGEST_READ);
  const bytes = offset >= file.size ? new Uint8Array() : file.read(offset, Math.min(file.size, offset + wanted));
  return { size: file.size, bytes };
};

/** A whole number of at least -1, undefined when absent, or why it is none. */
const numberIn = (query: Query, name: string): number | undefined | HttpAnswer => {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d{1,15}$/.test(text))
    return badRequest(`Failed to parse ${name}: Failed to convert '${text}' to number.\n`);
  const number = Number(text);
  return number < -1 ? badRequest(`Negative ${name} provided: ${number}.\n`) : number;
};

const read = (ctx: MesosContext, agentId: string, path: string, query: Query): HttpAnswer => {
  const [offset = -1, length = -1] = [numberIn(query, 'offset'), numberIn(query, 'length')];
  if (typeof offset === 'object') return offset;
  if (typeof length === 'object') return length;
  // No offset asks how large the file is.
  const part = offset === -1 ? { offset: 0, length: 0 } : { offset, ...(length !== -1 && { length }) };
  const result = readFile(ctx, agentId, path, part);
  if ('status' in result) return result;
  const data = new TextDecoder('utf-8', { ignoreBOM: true }).decode(result.bytes);
  return { status: 200, json: { data, offset: offset === -1 ? result.size : offset } };
};

const download = (ctx: MesosContext, agentId: string, path: string): HttpAnswer => {
  const file = fileAt(ctx, agentId, path, 'download');
  if ('status' in file) return file.status === 404 ? notFound() : file;
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename=${/([^/]*)[/.]*$/.exec(path)?.[1] ?? ''}`,
  };
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.read(0, file.size));
  return { status: 200, headers, text };
};

/** `undefined` for other paths. */
export const filesEndpoint = (ctx: MesosContext, agentId: string, request: HttpRequest): HttpAnswer | undefined => {
  const verb = /^\/files\/(browse|read|download)(\.json)?\/?$/.exec(request.path)?.[1];
  if (verb === undefined) return undefined;
  if (request.method !== 'GET') return notAllowed(request.method, 'GET');
  const path = request.query.get('path');
  if (path === null || path === '') return badRequest("Expecting 'path=value' in query.\n");
  if (verb === 'read') return read(ctx, agentId, path, request.query);
  if (verb === 'download') return download(ctx, agentId, path);
  const entries = listing(ctx, agentId, path);
  return 'status' in entries ? entries : { status: 200, json: entries.map(fileJson) };
};
