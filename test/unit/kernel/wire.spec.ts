import { createHmac } from 'node:crypto';
import { ExactNumber, parseJson } from '../../../src/json/index.js';
import type { Message } from '../../../companion/src/kernel/index.js';
import { createSigner } from '../../../companion/src/kernel/signature.js';
import { createDecoder, encodeMessage } from '../../../companion/src/kernel/wire.js';

const signer = createSigner('the key');
const message: Message = {
  channel: 'shell',
  header: {
    msg_id: 'a_1',
    msg_type: 'execute_request',
    session: 'a',
    username: 'u',
    date: '2026-01-01T00:00:00Z',
    version: '5.4'
  },
  parentHeader: { msg_id: 'b', msg_type: 'x' },
  metadata: { key: ['value'] },
  content: { code: 'print("é 😀")', nested: { list: [1, null, true] } },
  buffers: [Buffer.from([0, 1, 255])]
};
const decode = (frames: readonly Uint8Array[], by = signer): unknown =>
  createDecoder({ channel: 'shell', signer: by, parseJson })(frames);
const frame = (text: string): Buffer => Buffer.from(text);

/** Frames with a right signature over whatever stands in them. */
function signed(parts: readonly string[], rest: readonly string[] = []): Buffer[] {
  const frames = parts.map(frame);
  return [frame('<IDS|MSG>'), frame(signer.sign(frames.slice(0, 4))), ...frames, ...rest.map(frame)];
}

describe('the wire format', () => {
  test('gives back what was written, buffers included', () => {
    expect(decode(encodeMessage(message, signer))).toEqual({ kind: 'message', message });
  });

  test('skips routing identities and topics before the delimiter', () => {
    expect(decode([frame('identity'), frame('stream'), ...encodeMessage(message, signer)])).toEqual({
      kind: 'message',
      message
    });
  });

  test('is split at the first delimiter, also when a buffer looks like one', () => {
    const buffers = [frame('<IDS|MSG>'), frame('x')];
    expect(decode(encodeMessage({ ...message, buffers }, signer))).toEqual({
      kind: 'message',
      message: { ...message, buffers }
    });
  });

  test('carries the hex HMAC-SHA256 of the four raw frames', () => {
    const [, signature, ...frames] = encodeMessage({ ...message, buffers: [] }, signer);
    const expected = createHmac('sha256', 'the key').update(Buffer.concat(frames)).digest('hex');
    expect(Buffer.from(signature ?? []).toString()).toBe(expected);
  });

  test('is unsigned when the key is empty', () => {
    const unsigned = createSigner('');
    const frames = encodeMessage(message, unsigned);
    expect(frames[1]?.byteLength).toBe(0);
    expect(decode(frames, unsigned)).toEqual({ kind: 'message', message });
  });

  test('keeps numbers that JavaScript would alter', () => {
    const frames = signed(['{"msg_id":"1","msg_type":"t"}', '{}', '{}', '{"a":1.0,"b":12345678901234567890}']);
    expect(decode(frames)).toMatchObject({
      message: { content: { a: new ExactNumber('1.0'), b: new ExactNumber('12345678901234567890') } }
    });
  });

  test('headless §4.3 #18: fills in what sparse kernels leave out, and takes null for nothing', () => {
    expect(decode(signed(['{"msg_id":"1","msg_type":"t","date":null}', 'null', 'null', '{}']))).toEqual({
      kind: 'message',
      message: {
        channel: 'shell',
        header: { msg_id: '1', msg_type: 't', session: '', username: '', date: '', version: '' },
        parentHeader: {},
        metadata: {},
        content: {},
        buffers: []
      }
    });
  });

  test('replaces invalid UTF-8 instead of refusing the message', () => {
    const parts = [
      frame('{"msg_id":"1","msg_type":"t"}'),
      frame('{}'),
      frame('{}'),
      Buffer.from([123, 34, 97, 34, 58, 34, 255, 34, 125])
    ];
    const frames = [frame('<IDS|MSG>'), frame(signer.sign(parts)), ...parts];
    expect(decode(frames)).toMatchObject({ message: { content: { a: '\ufffd' } } });
  });

  const good = ['{"msg_id":"1","msg_type":"t"}', '{}', '{}', '{}'];
  const altered = (index: number): Buffer[] =>
    signed(good).map((part, at) => (at === index ? frame(`${part.toString()} `) : part));
  test.each([
    { title: 'without a delimiter', frames: [frame('a'), frame('b')], reason: 'delimiter-missing' },
    { title: 'with too few frames', frames: signed(good).slice(0, 5), reason: 'frames-missing' },
    { title: 'with a changed header', frames: altered(2), reason: 'signature-wrong' },
    { title: 'with a changed parent', frames: altered(3), reason: 'signature-wrong' },
    { title: 'with changed metadata', frames: altered(4), reason: 'signature-wrong' },
    { title: 'with a changed content', frames: altered(5), reason: 'signature-wrong' },
    { title: 'with a longer signature', frames: altered(1), reason: 'signature-wrong' },
    {
      title: 'with an empty signature',
      frames: signed(good).map((part, at) => (at === 1 ? frame('') : part)),
      reason: 'signature-wrong'
    },
    {
      title: 'whose content is not JSON',
      frames: signed(['{"msg_id":"1","msg_type":"t"}', '{}', '{}', '{{{']),
      reason: 'json-invalid'
    },
    {
      title: 'without a message id',
      frames: signed(['{"msg_type":"t"}', '{}', '{}', '{}']),
      reason: 'header-incomplete'
    },
    {
      title: 'whose message type is a number',
      frames: signed(['{"msg_id":"1","msg_type":7}', '{}', '{}', '{}']),
      reason: 'header-incomplete'
    }
  ])('takes a message $title for none', ({ frames, reason }) => {
    expect(decode(frames)).toEqual({ kind: 'bad', reason });
  });
});
