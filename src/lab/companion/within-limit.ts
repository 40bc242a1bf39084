import { ServiceSlow } from '../../service-api/index.js';

/** The proxy waits 30 s for the service to start, and says then what is wrong. */
const LIMIT_MS = 45_000;

/** The promise, or SERVICE_SLOW after 45 s: nobody watches a spinner for ever. */
export async function withinLimit<T>(asked: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const failure = new ServiceSlow('The companion service of Huntbook does not answer in time.');
    timer = setTimeout(() => reject(failure), limitMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
