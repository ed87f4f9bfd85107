/** Members that are only written when there is something to write (Marathon RAML `omitEmpty`). */

type Member<Name extends string, Value> = { [N in Name]?: NonNullable<Value> };

/** `{ [name]: value }`, or nothing when the value is absent. */
export const ifPresent = <Name extends string, Value>(name: Name, value: Value): Member<Name, Value> =>
  value === undefined ? {} : ({ [name]: value } as Member<Name, Value>);

/** The same for a map or list, which is also left out when empty. */
export const unlessEmpty = <Name extends string, Value extends object>(name: Name, value: Value): Member<Name, Value> =>
  Object.keys(value).length === 0 ? {} : ifPresent(name, value);
