// Node 20 has Symbol.asyncDispose; jest's sandbox does not hand it on to the code under test.
const symbols = Symbol as unknown as Record<string, symbol | undefined>;
for (const name of ['dispose', 'asyncDispose']) {
  if (!symbols[name]) Object.defineProperty(Symbol, name, { value: Symbol.for(`nodejs.${name}`) });
}
export {};
