/** Starts the PostgreSQL of a test run. */
export async function setup(): Promise<void> {}
