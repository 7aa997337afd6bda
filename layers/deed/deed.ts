import type { AnswerOf, Operation, RequestOf } from '../../schemas/operation.ts';
import type { Desk } from './desk.ts';

/** What a deed gives back; the edge checks the body by the operation's schema before it leaves. */
export type Reply<O extends Operation> = { body: AnswerOf<O>; status?: number; version?: number };

/** One operation done: load the facts, ask the rules, refuse or commit, answer. */
export type Deed<O extends Operation = Operation> = {
  operation: O;
  perform: (request: RequestOf<O>, desk: Desk) => Promise<Reply<O>>;
};

/** Binds a declaration to what it does. */
export const deed = <const O extends Operation>(operation: O, perform: Deed<O>['perform']): Deed<O> => ({
  operation,
  perform,
});

/** Deeds of several operations, as the edge routes them: each is only ever called with what its own operation parsed. */
export type AnyDeed = {
  operation: Operation;
  perform: (request: never, desk: Desk) => Promise<{ body: unknown; status?: number; version?: number }>;
};
