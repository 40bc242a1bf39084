// Tests wait for states, never for times, and CI's two cores are shared: a minute is patience, not an expectation.
jest.setTimeout(process.env['CI'] === 'true' ? 180_000 : 60_000);
