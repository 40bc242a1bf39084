import fc from 'fast-check';
import { createEventReader, type StreamEvent } from '../../../src/service-api/index.js';
import '../../support/property-seed.js';

const written = ({ event, id, data }: StreamEvent): string =>
  `event: ${event}\n${data
    .split('\n')
    .map(line => `data: ${line}\n`)
    .join('')}${id === '' ? '' : `id: ${id}\n`}\n`;

it('reads the events that were written, however the text is cut', () => {
  const event = fc.record({
    event: fc.constantFrom('job', 'run', 'more', 'end'),
    id: fc.constantFrom('', '7', '1234'),
    data: fc.string().map(text => text.replaceAll('\r', ''))
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 5 }), fc.array(fc.nat(200)), (events, cuts) => {
      const text = `: still here\n\n${events.map(written).join(': still here\n\n')}`;
      const read = createEventReader();
      const places = [0, ...cuts.filter(cut => cut < text.length).sort((a, b) => a - b), text.length];
      const pieces = places.map((place, index) => text.slice(place, places[index + 1] ?? text.length));
      expect(pieces.flatMap(piece => read(piece))).toEqual(events);
    })
  );
});

it('leaves out an event that was cut off', () => {
  expect(createEventReader()('event: run\ndata: {"a"')).toEqual([]);
});
