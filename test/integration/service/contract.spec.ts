import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { schemaArbitrary, type JsonSchema } from '../../support/schema-arbitrary.js';
import { ServiceScene, type Answer } from '../../support/service.js';

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
type Operation = {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

const scene = new ServiceScene();
let document: Document;
let known: readonly string[];
let matches: (pointer: string, value: unknown) => string | undefined;

beforeAll(async () => {
  await scene.start({ limits: { maxRunning: 1, maxQueued: 1 } });
  document = (await scene.ask('GET', '/openapi.json')).json<Document>();
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(document, 'document');
  matches = (pointer, value) => {
    const validate = ajv.compile({ $ref: `document#/${pointer}` });
    return validate(value) === true ? undefined : ajv.errorsText(validate.errors);
  };
  const done = await scene.run('events:5');
  await scene.ended(done.id);
  const cancelled = await scene.run('wait:never');
  await scene.ask('POST', `/jobs/${cancelled.id}/cancel`);
  await scene.ended(cancelled.id);
  known = [done.id, cancelled.id];
});
afterAll(() => scene[Symbol.asyncDispose]());

const pointerPart = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

/** What is wrong with an answer by the document; `undefined` when nothing is. */
function fault(path: string, method: string, answer: Answer): string | undefined {
  const responses = document.paths[path]?.[method]?.responses ?? {};
  if (answer.status === 500) return `500 ${answer.text}`;
  const documented = responses[String(answer.status)];
  if (documented === undefined) return `${String(answer.status)} is not documented: ${answer.text}`;
  const type = String(answer.headers['content-type']).split(';')[0] ?? '';
  if (documented.content[type] === undefined) return `the type ${type} is not documented`;
  if (type !== 'application/json') return undefined;
  const place = ['paths', path, method, 'responses', String(answer.status), 'content', type, 'schema'];
  return matches(place.map(pointerPart).join('/'), answer.json());
}

const resolve = (ref: string): JsonSchema => {
  const schema = document.components.schemas[ref.replace('#/components/schemas/', '')];
  if (schema === undefined) throw new Error(`${ref} is not in the document.`);
  return schema;
};

type Sent = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string | undefined;
};

/** Requests to one operation: good ones, nearly good ones, and nonsense. */
function requests(path: string, operation: Operation): fc.Arbitrary<Sent> {
  const parameters = operation.parameters ?? [];
  const valueOf = ({ name, schema }: { name: string; schema: JsonSchema }): fc.Arbitrary<string> => {
    const good =
      name === 'notebook' ? fc.constantFrom('a.ipynb', 'sub/b.ipynb', 'none.ipynb', '../a.ipynb') : undefined;
    const fitting = schemaArbitrary(schema, resolve).map(String);
    // Waiting is tested elsewhere; here it would only take time.
    const small = name === 'waitMs' ? fc.constantFrom('0', '1') : fitting;
    return fc.oneof(
      good ?? small,
      fc.constantFrom(...known),
      fc.string(),
      fc.constantFrom('', '0', '-1', '%', '\u0000')
    );
  };
  const values = fc.tuple(...parameters.map(parameter => fc.option(valueOf(parameter), { nil: undefined, freq: 4 })));
  const content = operation.requestBody?.content['application/json'];
  const body = content === undefined ? fc.constant(undefined) : bodies(content.schema);
  const accept = fc.constantFrom('application/json', '*/*', 'text/event-stream');
  return fc.tuple(values, body, accept).map(([given, raw, accepted]) => {
    let address = path;
    const query = new URLSearchParams();
    for (const [index, { in: place, name }] of parameters.entries()) {
      const value = given[index];
      if (place === 'path')
        address = address.replace(`{${name}}`, encodeURIComponent(wellFormed(value ?? known[0] ?? '')));
      else if (value !== undefined) query.set(name, value);
    }
    return { path: `${address}?${query.toString()}`, headers: { accept: accepted }, raw };
  });
}

function bodies(schema: JsonSchema): fc.Arbitrary<string> {
  const fitting = schemaArbitrary(schema, resolve).chain(value =>
    fc
      .constantFrom('a.ipynb', 'none.ipynb', '../a.ipynb')
      .map(notebook =>
        JSON.stringify(
          typeof value === 'object' && value !== null && 'notebook' in value ? { ...value, notebook } : value
        )
      )
  );
  return fc.oneof({ weight: 3, arbitrary: fitting }, fc.json(), fc.string());
}

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

it('the document is OpenAPI 3.1 and has every address that the issue names', () => {
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`)
  );
  expect(operations.sort()).toEqual([
    'DELETE /jobs/{id}',
    'GET /health',
    'GET /jobs',
    'GET /jobs/{id}',
    'GET /jobs/{id}/comparison',
    'GET /jobs/{id}/events',
    'GET /jobs/{id}/expectation',
    'GET /jobs/{id}/notebook',
    'GET /jobs/{id}/report',
    'GET /jobs/{id}/request',
    'GET /jobs/{id}/result',
    'GET /parameters',
    'GET /samples',
    'POST /charts',
    'POST /jobs',
    'POST /jobs/{id}/cancel',
    'POST /jobs/{id}/sample',
    'POST /parameters',
    'POST /trial-cell',
    'PUT /samples'
  ]);
});

/** Requests go over a socket and start processes: a property of the contract has fewer runs than one of a function. */
const RUNS = 60;

it.each([
  ['get', '/health'],
  ['get', '/jobs'],
  ['post', '/jobs'],
  ['get', '/jobs/{id}'],
  ['delete', '/jobs/{id}'],
  ['post', '/jobs/{id}/cancel'],
  ['get', '/jobs/{id}/events'],
  ['get', '/jobs/{id}/result'],
  ['get', '/jobs/{id}/report'],
  ['get', '/jobs/{id}/notebook'],
  ['get', '/jobs/{id}/comparison'],
  ['get', '/jobs/{id}/expectation'],
  ['get', '/parameters'],
  ['post', '/parameters'],
  ['get', '/samples'],
  ['put', '/samples']
])('whatever is sent to %s %s, the answer is one that the document describes', async (method, path) => {
  const operation = document.paths[path]?.[method];
  if (operation === undefined) throw new Error('It is not in the document.');
  await fc.assert(
    fc.asyncProperty(requests(path, operation), async ({ path: address, headers, raw }) => {
      const answer = await scene.ask(method.toUpperCase(), address, { headers, ...(raw === undefined ? {} : { raw }) });
      expect(fault(path, method, answer)).toBeUndefined();
    }),
    { numRuns: RUNS }
  );
});

it('nothing went wrong inside while all this came in', () => {
  expect(scene.reported).toEqual([]);
});
