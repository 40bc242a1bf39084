import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';

it('the first file of the command is ECMAScript 5, so that any Node can read it and say that it is too old', () => {
  const source = readFileSync(join(__dirname, '../../../companion/src/cli/prelude.cjs'), 'utf8');
  expect(() => parse(source, { ecmaVersion: 5, sourceType: 'script', allowHashBang: true })).not.toThrow();
});
