// Resend's error answers: every name, status and sentence in one place.

/** The body of an error answer, as at Resend: `{statusCode, name, message}`. */
export interface Refusal {
  status: number;
  name: string;
  message: string;
}

/** Refusals that carry no value of the request. Source: Resend's "Errors" page. */
export const refusals = {
  missingApiKey: {
    status: 401,
    name: 'missing_api_key',
    message: 'Missing API key in the authorization header.',
  },
  restrictedApiKey: {
    status: 401,
    name: 'restricted_api_key',
    message: 'This API key is restricted to only send emails.',
  },
  invalidApiKey: { status: 403, name: 'invalid_api_key', message: 'API key is invalid.' },
  /** What is no key at all; as Resend answers since 2026. */
  noApiKey: { status: 400, name: 'validation_error', message: 'API key is invalid' },
  notFound: {
    status: 404,
    name: 'not_found',
    message: 'The requested endpoint does not exist.',
  },
  methodNotAllowed: {
    status: 405,
    name: 'method_not_allowed',
    message: 'Method is not allowed for the requested path.',
  },
  invalidKey: {
    status: 400,
    name: 'invalid_idempotency_key',
    message: 'The key must be between 1-256 chars.',
  },
  invalidIdempotentRequest: {
    status: 409,
    name: 'invalid_idempotent_request',
    message: 'Same idempotency key used with a different request payload.',
  },
  concurrentIdempotentRequests: {
    status: 409,
    name: 'concurrent_idempotent_requests',
    message: 'Same idempotency key used while original request is still in progress.',
  },
  tooLarge: {
    status: 413,
    name: 'validation_error',
    message: 'The request body is larger than 40 MB.',
  },
  dailyQuota: {
    status: 429,
    name: 'daily_quota_exceeded',
    message: 'You have reached your daily email sending quota.',
  },
  monthlyQuota: {
    status: 429,
    name: 'monthly_quota_exceeded',
    message: 'You have reached your monthly email sending quota.',
  },
  internalServerError: {
    status: 500,
    name: 'internal_server_error',
    message: 'An unexpected error occurred.',
  },
} as const satisfies Record<string, Refusal>;

/** What a body that breaks a rule is answered: 422 `validation_error`. */
export function validationError(message: string, status = 422): Refusal {
  return { status, name: 'validation_error', message };
}

/** 422 `missing_required_field`, Resend's own wording. */
export function missingField(field: string): Refusal {
  return { status: 422, name: 'missing_required_field', message: `Missing ${field} field.` };
}

/** 429 `rate_limit_exceeded` for an account that is granted `rate` requests a second. */
export function rateLimited(rate: number): Refusal {
  return {
    status: 429,
    name: 'rate_limit_exceeded',
    message: `Too many requests. You can only make ${rate} requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.`,
  };
}

/** The JSON body of a refusal. */
export function refusalBody(refusal: Refusal): string {
  return JSON.stringify({
    statusCode: refusal.status,
    name: refusal.name,
    message: refusal.message,
  });
}
