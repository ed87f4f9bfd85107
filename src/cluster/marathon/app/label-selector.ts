/** `label=` of `GET /v2/apps`: conditions on labels, all of which must hold (Marathon `api/v2/LabelSelectorParsers`). */

export type LabelSelector = (labels: Readonly<Record<string, string>>) => boolean;

const KEY = String.raw`[\w./:-]+`;
const IN_SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s+\(([^()]*)\)$`);
const EQUALITY = new RegExp(String.raw`^(${KEY})\s*(==|!=)\s*(${KEY})$`);
const EXISTENCE = new RegExp(String.raw`^(!?)\s*(${KEY})$`);

const valueOf = (labels: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

const conditionOf = (text: string): LabelSelector | undefined => {
  const set = IN_SET.exec(text);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    return (labels) => {
      const value = valueOf(labels, key);
      return value !== undefined && values.includes(value) === (operator === 'in');
    };
  }
  const equality = EQUALITY.exec(text);
  if (equality !== null) {
    const [, key = '', operator, value] = equality;
    return (labels) => valueOf(labels, key) !== undefined && (valueOf(labels, key) === value) === (operator === '==');
  }
  const existence = EXISTENCE.exec(text);
  if (existence === null) return undefined;
  const [, not, key = ''] = existence;
  return (labels) => (valueOf(labels, key) === undefined) === (not === '!');
};

/** The conditions apart: commas inside parentheses belong to a list. */
const conditionsIn = (text: string): string[] => {
  const parts: string[] = [];
  let [inList, start] = [false, 0];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') inList = true;
    if (text[at] === ')') inList = false;
    if (text[at] !== ',' || inList) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
};

/** Undefined when the text is no selector. */
export const parseLabelSelector = (text: string): LabelSelector | undefined => {
  const conditions = conditionsIn(text).map(conditionOf);
  if (conditions.includes(undefined)) return undefined;
  return (labels) => conditions.every((condition) => condition?.(labels) === true);
};
