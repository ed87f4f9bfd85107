/** Tokens as commands: pipelines joined by `;`, `&&` and `||`, each command with its words and redirections. */
import type { HereDocument, Token, WordPart } from './lexer';

export type Word = readonly WordPart[];

export interface Redirect {
  readonly operator: '<' | '>' | '>>' | '2>' | '2>>';
  readonly target: Word;
}

export interface SimpleCommand {
  /** `NAME=value` in front of the command. */
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly here: HereDocument | undefined;
  /** `2>&1` */
  readonly joinsErrors: boolean;
}

export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  /** When it runs: always, or after the one before it succeeded or failed. */
  readonly when: ';' | '&&' | '||';
}

export type Parsed =
  | { readonly kind: 'program'; readonly pipelines: readonly Pipeline[] }
  | { readonly kind: 'wrong'; readonly says: string };

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;

/** `NAME=value`, whose name and `=` must not be quoted. */
const assignmentOf = (word: Word): { readonly name: string; readonly value: Word } | undefined => {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const match = ASSIGNMENT.exec(first.text);
  if (match?.[1] === undefined) return undefined;
  return { name: match[1], value: [{ ...first, text: first.text.slice(match[0].length) }, ...rest] };
};

const emptyCommand = () => ({
  assignments: [] as { name: string; value: Word }[],
  words: [] as Word[],
  redirects: [] as Redirect[],
  here: undefined as HereDocument | undefined,
  joinsErrors: false,
});

const isEmpty = ({ assignments, words, redirects, here }: SimpleCommand): boolean =>
  assignments.length + words.length + redirects.length === 0 && here === undefined;

const wrong = (near: string): Parsed => ({ kind: 'wrong', says: `syntax error near \`${near}'` });

export const parse = (tokens: readonly Token[]): Parsed => {
  const pipelines: Pipeline[] = [];
  let commands: SimpleCommand[] = [];
  let command = emptyCommand();
  let when: Pipeline['when'] = ';';
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === 'here') command.here = token.document;
    else if (token.kind === 'word') {
      const assignment = command.words.length === 0 ? assignmentOf(token.parts) : undefined;
      if (assignment === undefined) command.words.push(token.parts);
      else command.assignments.push(assignment);
    } else if (token.operator === '2>&1') command.joinsErrors = true;
    else if (token.operator === '|' || token.operator === ';' || token.operator === '&&' || token.operator === '||') {
      if (isEmpty(command)) return wrong(token.operator);
      commands.push(command);
      command = emptyCommand();
      if (token.operator === '|') continue;
      pipelines.push({ commands, when });
      commands = [];
      when = token.operator;
    } else {
      const target = tokens[index + 1];
      if (target?.kind !== 'word') return wrong(token.operator);
      command.redirects.push({ operator: token.operator, target: target.parts });
      index += 1;
    }
  }
  if (!isEmpty(command)) pipelines.push({ commands: [...commands, command], when });
  return { kind: 'program', pipelines };
};
