/** SECURITY.md §4.6. `inWeb`: rows that a person may wait for in one request; beyond, the work goes to the worker. */
export const LIMITS = { bytes: 10 * 1024 * 1024, rows: 50_000, columns: 100, inWeb: 500, seconds: 60 }
