/** What is wrong with a configuration, as AppConfig lists it. `Location` is a JSON pointer. */
export type Invalidity = { Constraint: string; Location: string; Reason: string; Type: string };

/** An exception of AppConfig's with its HTTP status. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly invalid: Invalidity[];

  constructor(code: keyof typeof STATUS, message: string, invalid: Invalidity[] = []) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
    this.invalid = invalid;
  }
}

const STATUS = {
  BadRequestException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  PayloadTooLargeException: 413,
  InternalServerException: 500,
} as const;
