import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { PYTHON } from '../../support/papermill-oracle.js';

const ROOT = resolve(__dirname, '../../..');
/** Compares the trees of both texts, docstrings left out. */
const COMPARE = `
import ast, json, pathlib, sys

def bare(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str))]
    return ast.dump(tree)

sent = json.load(open("companion/dist/kernel-package.data"))
for name, text in sent.items():
    path = pathlib.Path(name.replace(".", "/"))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    print(name, bare(text) == bare(file.read_text()), len(text) < len(file.read_text()))
`;

it('what is sent to kernels without the package is the package, without its notes', () => {
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', COMPARE], { cwd: ROOT, encoding: 'utf8' });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter(line => !line.includes(' True '))).toEqual([]);
  expect(lines).toContain('huntbook.scirius.connector True False');
  expect(lines).toContain('huntbook.scirius.client True True');
});
