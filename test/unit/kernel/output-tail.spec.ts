import { OutputTail } from '../../../companion/src/kernel/local/output-tail.js';

describe('the tail of an output', () => {
  test('is its last bytes, however much went through', () => {
    const tail = new OutputTail(10);
    for (let line = 0; line < 1_000; line += 1) tail.add(Buffer.from(`line ${line}\n`));
    expect(tail.text()).toBe('line 999');
  });

  test('has no terminal codes and no start-up noise', () => {
    const tail = new OutputTail(1_000);
    tail.add(Buffer.from('[IPKernelApp] WARNING | Kernel is running over TCP without encryption.\n'));
    tail.add(Buffer.from('\u001b[31mValueError\u001b[0m: no\n'));
    expect(tail.text()).toBe('ValueError: no');
  });
});
