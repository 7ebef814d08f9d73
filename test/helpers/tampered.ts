/** An object with other functions in place of some of its own; where it gives itself, it gives this. */
export function tampered<T extends object>(original: T, changes: Partial<T>): T {
  return new Proxy(original, {
    get(target, name, receiver) {
      const own: unknown = Reflect.get(changes, name);
      const value: unknown = own ?? Reflect.get(target, name, target);
      if (value === target) return receiver;
      return typeof value === "function" && own === undefined ? value.bind(target) : value;
    },
  });
}
