import fc from 'fast-check';
import { createRedactor } from '../../src/redaction.js';
import { Secret } from '../../src/secret.js';
import { wellFormed, type JsonValue } from '../../src/json/index.js';

const RUNS = Number(process.env['HUNTBOOK_PROPERTY_RUNS'] ?? 20_000);

/** Independent of the code under test: what encoders in the world make of a secret. */
const ENCODERS: Readonly<Record<string, (secret: string) => string>> = {
  plain: secret => secret,
  url: encodeURIComponent,
  urlLower: secret => encodeURIComponent(secret).replace(/%../g, hex => hex.toLowerCase()),
  urlAll: secret => Buffer.from(secret).reduce((text, byte) => `${text}%${byte.toString(16).padStart(2, '0')}`, ''),
  form: secret => new URLSearchParams({ s: secret }).toString().slice(2),
  json: secret => JSON.stringify(secret).slice(1, -1),
  jsonTwice: secret => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  jsonAscii: secret =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[^\0-~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  base64At0: secret => Buffer.from(secret).toString('base64'),
  base64At1: secret => Buffer.from(`x${secret}`).toString('base64'),
  base64At2: secret => Buffer.from(`xy${secret}z`).toString('base64'),
  base64url: secret => Buffer.from(secret).toString('base64url'),
  hex: secret => Buffer.from(secret).toString('hex')
};
const encoderNames = Object.keys(ENCODERS);
const secrets = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 20 })
  .filter(text => text.trim().length >= 6)
  .map(wellFormed);
const noise = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('%', '\\', '+', '&', '%4', '\\u00', '\n')
);

/** What is left of an encoded secret: for base64 the digits that it alone decides. */
function core(name: string, encoded: string): string {
  if (!name.startsWith('base64')) return encoded;
  const shared = { base64At0: [0, 1], base64At1: [2, 2], base64At2: [3, 2] }[name] ?? [0, 1];
  const digits = encoded.replaceAll('=', '');
  return digits.slice(shared[0], digits.length - (shared[1] ?? 0));
}

describe('for any secrets in any text', () => {
  it('no form of a secret remains', () => {
    const piece = fc.tuple(fc.nat(), fc.constantFrom(...encoderNames), noise);
    fc.assert(
      fc.property(
        fc.array(secrets, { minLength: 1, maxLength: 4 }),
        noise,
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        (values, start, pieces) => {
          const used = pieces.map(([index, name, after]) => {
            const secret = values[index % values.length] ?? '';
            const encoded = ENCODERS[name]?.(secret) ?? '';
            return { name, encoded, after: `\u0000${after}` };
          });
          // The noise may continue an encoding, which a separator of white space prevents: what follows is no part of it.
          const text = `${start} ${used.map(({ encoded, after }) => `${encoded} ${after} `).join('')}`;
          const redacted = createRedactor(values.map(value => new Secret(value))).redact(text);
          const forms = [...used.map(({ name, encoded }) => core(name, encoded)), ...values.map(value => value.trim())];
          expect(forms.filter(form => redacted.includes(form))).toEqual([]);
        }
      ),
      { numRuns: RUNS }
    );
  });

  it('redacting twice is redacting once', () => {
    fc.assert(
      fc.property(fc.array(secrets, { minLength: 1, maxLength: 3 }), fc.array(noise), fc.nat(), (values, texts, at) => {
        const redactor = createRedactor(values.map(value => new Secret(value)));
        const once = redactor.redact(texts.toSpliced(at % (texts.length + 1), 0, ...values).join(' '));
        expect(redactor.redact(once)).toBe(once);
      }),
      { numRuns: RUNS / 4 }
    );
  });

  it('JSON without a secret stays the very same value', () => {
    const redactor = createRedactor([new Secret('\u{10FFFD}never-in-a-test\u{10FFFD}')]);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
        expect(redactor.redactJson(value as JsonValue)).toBe(value);
      }),
      { numRuns: RUNS / 4 }
    );
  });
});
