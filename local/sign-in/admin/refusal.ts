/** Cognito's names for what goes wrong; the SDK turns `__type` into an exception class of that name. */
export type RefusalName =
  | 'AccessDeniedException'
  | 'CodeMismatchException'
  | 'EnableSoftwareTokenMFAException'
  | 'InternalErrorException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'MissingAuthenticationTokenException'
  | 'NotAuthorizedException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'SoftwareTokenMFANotFoundException'
  | 'UnknownOperationException'
  | 'UnsupportedUserStateException'
  | 'UserNotFoundException'
  | 'UsernameExistsException';

export class Refusal extends Error {
  override readonly name: RefusalName;

  constructor(name: RefusalName, message: string) {
    super(message);
    this.name = name;
  }
}

export const invalidParameter = (message: string): Refusal => new Refusal('InvalidParameterException', message);
