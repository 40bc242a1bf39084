// One journey waits for a page up to a minute, several times, and the server's start takes its time on a busy machine.
jest.setTimeout(180_000);
