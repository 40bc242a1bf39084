/** Runs per property: 20,000 unless `HUNTBOOK_PROPERTY_RUNS` says otherwise. */
export const PROPERTY_RUNS = Number(process.env['HUNTBOOK_PROPERTY_RUNS'] ?? 20_000);
