/** What is wrong with text that is no JSON, in Jackson's words: the same in every browser, which engines' own messages are not. */
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { placeInText } from './text-place';

const WANTED: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'was expecting double-quote to start field name',
  ValueExpected: 'expected a valid value (number, String, array, object, true, false or null)',
  ColonExpected: 'was expecting a colon to separate field name and value',
  CommaExpected: 'was expecting comma to separate entries',
  CloseBraceExpected: 'was expecting comma to separate Object entries or a closing brace',
  CloseBracketExpected: 'was expecting comma to separate Array entries or a closing bracket',
  EndOfFileExpected: 'expected the end of the input',
};

/** A sentence for the first error. */
export const describeError = (text: string): string => {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return 'Unexpected character';
  const at = placeInText(text, first.offset);
  const character = text.codePointAt(first.offset);
  if (character === undefined) return `Unexpected end-of-input${at}`;
  const name = printParseErrorCode(first.error);
  const wanted = WANTED[name];
  const shown = `Unexpected character ('${String.fromCodePoint(character)}' (code ${character}))`;
  return wanted === undefined ? `${shown}: ${sentence(name)}${at}` : `${shown}: ${wanted}${at}`;
};

/** `InvalidEscapeCharacter` → `invalid escape character`. */
const sentence = (name: string): string => name.replaceAll(/(?<=.)([A-Z])/g, ' $1').toLowerCase();
