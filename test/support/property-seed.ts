import fc from 'fast-check';

/**
 * The seed of every property: fixed, so that a submission is judged by its change and not by chance.
 * `HUNTBOOK_PROPERTY_SEED=random` looks for new cases; what it finds becomes a test of its own.
 */
export const PROPERTY_SEED = readSeed(process.env['HUNTBOOK_PROPERTY_SEED']);

function readSeed(setting = '20261122'): number {
  return setting === 'random' ? Date.now() % 2 ** 31 : Number(setting);
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: PROPERTY_SEED });
