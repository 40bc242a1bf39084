/** Functions that wait for a person, by module: they can be imported under any name. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  builtins: ['input', 'breakpoint'],
  getpass: ['getpass'],
  ipywidgets: ['interact', 'interact_manual'],
  pdb: ['set_trace']
};

/**
 * The names that wait for a person after one more line: imports and plain assignments give them others (`g` after
 * `from getpass import getpass as g`), definitions and other assignments take them away (`input = answers.pop`).
 * The line has neither texts nor comments.
 */
export function namesAfter(line: string, names: ReadonlySet<string>): ReadonlySet<string> {
  const statement = line.trim();
  const [, module, imported] = /^from\s+([\w.]+)\s+import\s+(\S.*)$/u.exec(statement) ?? [];
  if (module !== undefined && imported !== undefined) return withImported(module, imported, names);
  const [, modules] = /^import\s+(\S.*)$/u.exec(statement) ?? [];
  if (modules !== undefined) return withModules(modules, names);
  const [, defined] = /^(?:async\s+def|def|class)\s+(\w+)/u.exec(statement) ?? [];
  if (defined !== undefined) return without(defined, names);
  const [, target, value] = /^(\w+)\s*(?::[^=]*)?=(?!=)(.*)$/u.exec(statement) ?? [];
  if (target === undefined || value === undefined) return names;
  return names.has(value.trim()) ? new Set([...names, target]) : without(target, names);
}

function withImported(module: string, imported: string, names: ReadonlySet<string>): ReadonlySet<string> {
  const waiting = Object.hasOwn(MODULES, module) ? (MODULES[module] ?? []) : [];
  const added = pairs(imported).flatMap(([name, alias]) => (waiting.includes(name) ? [alias] : []));
  return added.length === 0 ? names : new Set([...names, ...added]);
}

function withModules(modules: string, names: ReadonlySet<string>): ReadonlySet<string> {
  const added = pairs(modules).flatMap(([module, alias]) =>
    Object.hasOwn(MODULES, module) ? (MODULES[module] ?? []).map(name => `${alias}.${name}`) : []
  );
  return added.length === 0 ? names : new Set([...names, ...added]);
}

/** `a as b, c` as the pairs a → b and c → c. */
function pairs(list: string): readonly (readonly [name: string, alias: string])[] {
  return list
    .replace(/[()]/g, ' ')
    .split(',')
    .map(item => {
      const [name = '', word, alias] = item.trim().split(/\s+/u);
      return [name, word === 'as' && alias !== undefined ? alias : name] as const;
    });
}

function without(name: string, names: ReadonlySet<string>): ReadonlySet<string> {
  return names.has(name) ? new Set([...names].filter(each => each !== name)) : names;
}
