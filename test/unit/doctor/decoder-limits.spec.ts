import { decodeAnswer } from '../../../companion/src/doctor/decode-answer.js';

const answer = (full: string, more = ''): string => `{"success": true, "full": {"x": ${full}}${more}}`;
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const artifact = (fields: object): string =>
  answer('1', `, "artifacts": [${JSON.stringify({ dataType: 'ip', data: '192.0.2.1', ...fields })}]`);

describe('an answer that exceeds a limit of the decoder of Cortex is named', () => {
  it.each([
    ['1,000 levels are read', answer(nested(998)), 'Success', undefined],
    ['1,001 levels are not', answer(nested(999)), 'InProgress', /nests deeper than the 1,000 levels/],
    ['200,000 levels stop nobody', answer(nested(200_000)), 'InProgress', /nests deeper/],
    ['brackets in a text are no levels', answer(JSON.stringify('['.repeat(5_000))), 'Success', undefined],
    ['a text of 20,000,000 characters is read', answer(`"${'a'.repeat(20_000_000)}"`), 'Success', undefined],
    ['one more is not', answer(`"${'a'.repeat(20_000_001)}"`), 'InProgress', /text of 20,000,001 characters/],
    ['an escape is one character', answer(`"${'\\u0061'.repeat(1000)}"`), 'Success', undefined],
    ['a name of 50,001 characters', answer(`{"${'k'.repeat(50_001)}" : 1}`), 'InProgress', /name of 50,001/],
    ['a number of 1,001 digits', answer('1'.repeat(1_001)), 'InProgress', /number of 1,001 digits/],
    ['half of a character', answer('"\\ud83d"'), 'InProgress', /half of a character/],
    ['halves in the wrong order', answer('"\\ude00\\ud83d"'), 'InProgress', /half of a character/],
    ['a whole character in escapes is read', answer('"\\ud83d\\ude00"'), 'Success', undefined],
    ['a backslash before u is no escape', answer('"\\\\ud83d"'), 'Success', undefined],
    ['a tag that is a number', artifact({ tags: [1] }), 'Failure', /a tag of an artifact is no text/],
    ['a tag that Elasticsearch refuses', artifact({ tags: ['é'.repeat(16_384)] }), 'Failure', /more than 32766 bytes/],
    [
      'a file name with a character that Cortex refuses',
      artifact({ dataType: 'file', data: undefined, file: 'a', filename: 'a|b' }),
      'Failure',
      /file name of an artifact/
    ]
  ])('%s', (_title, text, status, reason) => {
    const decoded = decodeAnswer(text, '');
    expect(decoded.status).toBe(status);
    if (reason !== undefined) expect('reason' in decoded ? decoded.reason : '').toMatch(reason);
  });
});
