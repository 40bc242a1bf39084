import { LIMITS } from '../defaults.js';
import { badEngineRequest, serverError } from './answer.js';

/** What a client asked, and when. */
export type EsRequest = {
  /** Path and query as the client wrote them, e.g. `/rest/rules/es/events_tail/?page=2`. */
  readonly url: URL;
  readonly parameters: URLSearchParams;
  readonly nowMs: number;
  readonly method: string;
  readonly body: () => Promise<string>;
};

export type TimeWindow = {
  readonly fromMs: number;
  readonly toMs: number;
  /** As it goes out again: `now` when the request named no end. */
  readonly shownTo: number | 'now';
};

const MONTH_MS = 30 * 86_400_000;
const HOUR_MS = 3_600_000;
const DEFAULT_BUCKETS = 100;

/** A parameter; of several with one name the last counts, as with Django. */
export function last({ parameters }: EsRequest, name: string): string | undefined {
  return parameters.getAll(name).at(-1);
}

/** A number as Python's `int` reads it, or the error page that Scirius answers with. */
export function wholeNumber(text: string): number {
  if (!/^\s*[+-]?\d+(?:_\d+)*\s*$/u.test(text)) throw serverError();
  return Number(text.replaceAll('_', ''));
}

/** A number as Python's `float` reads it, without infinities, which are no times. */
function seconds(text: string): number {
  if (!/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/u.test(text)) throw serverError();
  return Math.trunc(Number(text) * 1_000);
}

/** Times that `Date` can hold: some 270,000 years. */
const MAX_TIME_MS = 8.64e15;

/**
 * The range of time that a request asks for: the last 30 days unless it says more. A beginning that is not before the
 * end becomes an hour before it. Source: facts/scirius §1.2.
 */
export function timeWindow(request: EsRequest): TimeWindow {
  const to = last(request, 'to_date') ?? endOf(request);
  const shownTo = to === undefined || to === 'now' ? 'now' : wholeNumber(to);
  const toMs = shownTo === 'now' ? request.nowMs : shownTo;
  const from = last(request, 'from_date');
  const start = last(request, 'start_date');
  const fromMs = from !== undefined ? wholeNumber(from) : start !== undefined ? seconds(start) : toMs - MONTH_MS;
  // Room for the hour and for the bucket behind the end.
  if (Math.max(Math.abs(fromMs), Math.abs(toMs)) > MAX_TIME_MS / 4) throw badEngineRequest('A date is out of range.');
  return { fromMs: fromMs < toMs ? fromMs : toMs - HOUR_MS, toMs, shownTo };
}

function endOf(request: EsRequest): string | undefined {
  const end = last(request, 'end_date');
  return end === undefined || end === 'now' ? end : String(seconds(end));
}

/**
 * Milliseconds of one bucket. An interval so small that there would be more than `LIMITS.buckets` is made larger:
 * a real Scirius lets such a request take its engine down (facts/spike-scirius, "interval=0 is a weapon").
 */
export function bucketMs(request: EsRequest, { fromMs, toMs }: TimeWindow): number {
  const asked = last(request, 'interval');
  const wanted = asked === undefined ? Math.trunc((toMs - fromMs) / DEFAULT_BUCKETS) : wholeNumber(asked) * 1_000;
  return Math.min(Math.max(wanted, Math.ceil((toMs - fromMs) / LIMITS.buckets), 1), MAX_TIME_MS / 4);
}

/** A switch that is on unless it says no. */
export function isOn(request: EsRequest, name: string, isOnAtFirst: boolean): boolean {
  const value = last(request, name);
  return value === undefined ? isOnAtFirst : value !== 'false' && value !== '0';
}

export type Paging = { readonly page: number; readonly size: number };

const PAGE_SIZE = 30;

export function paging(request: EsRequest): Paging {
  const size = last(request, 'page_size') ?? '';
  const page = wholeNumber(last(request, 'page') ?? '1');
  const sizeNumber = /^\s*\+?\d+\s*$/u.test(size) && Number(size) > 0 ? Number(size) : PAGE_SIZE;
  if (page < 1) throw badEngineRequest('[from] parameter cannot be negative', 'x_content_parse_exception');
  if (page * sizeNumber > LIMITS.resultWindow) {
    throw badEngineRequest(
      `Result window is too large: ${page} pages of ${sizeNumber} are more than ${LIMITS.resultWindow}`
    );
  }
  return { page, size: sizeNumber };
}

/** How many values an aggregation may have. */
export function termsSize(request: EsRequest, name: string, usual: number): number {
  const text = last(request, name) ?? String(usual);
  const size = /^\s*[+-]?\d+\s*$/u.test(text) ? Number(text) : NaN;
  if (!(size > 0))
    throw badEngineRequest(`[size] must be greater than 0. Found [${text}]`, 'x_content_parse_exception');
  return Math.min(size, LIMITS.resultWindow);
}
