// The closed list of things that can go wrong for a caller, each with its HTTP face.

/** What a caller did wrong or cannot have. One `onError` turns it into problem+json (RFC 9457). */
export const errorCodes = {
  bad_request: { status: 400, title: 'The request cannot be read' },
  invalid: { status: 422, title: 'The request is well formed, but its content is not valid' },
  unauthorized: { status: 401, title: 'A valid API key is required' },
  forbidden: { status: 403, title: 'This key does not have the scope' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This method is not allowed at this address' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  already_sent: { status: 409, title: 'Everybody in this audience already has the digest' },
  empty_audience: { status: 409, title: 'Nobody would be mailed' },
  unexpected_recipients: { status: 409, title: 'The audience is not the expected one' },
  missed_schedule: { status: 409, title: 'The scheduled time of the send has passed' },
  precondition_failed: { status: 412, title: 'It has changed since you read it' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'This media type is not supported' },
  precondition_required: { status: 428, title: 'If-Match is required' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  subscriber_suppressed: { status: 422, title: 'This address must not be mailed' },
  idempotency_mismatch: { status: 422, title: 'This Idempotency-Key was used with another body' },
  idempotency_in_flight: { status: 409, title: 'The first request with this key is still running' },
  unavailable: { status: 503, title: 'The service is not ready' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** One offending place: a dotted path into the input and a sentence that says what to do. */
export interface FieldError {
  path: string;
  message: string;
}

/** Thrown when the caller cannot go on. `detail` is shown to the caller: no secret, no address. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  /** Extra response headers, such as `retry-after` or `allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = 'AppError';
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}
