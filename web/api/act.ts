import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { InputOf, Operation, OutputOf } from '../../schemas/operation.ts';
import { ask } from './ask.ts';

export type ActInput<O extends Operation> = InputOf<O> & { ifMatch?: string };

type ActOptions<O extends Operation> = {
  /** Operations whose answers this changes; they are asked anew. */
  changes?: readonly Operation[];
  /** Not called where the person is on another screen by then: nobody is carried away from one patient to another by a late answer. */
  onDone?: (body: OutputOf<O>, status: number) => void | Promise<void>;
};

/**
 * Writes. One key (`Idempotency-Key`) stands for one intention: the same body sent again after a failure, or by a second click, is the same
 * deed and never done twice. Never shown as done before the API has said so.
 */
export const useAct = <O extends Operation>(
  operation: O,
  { changes = [], onDone }: ActOptions<O> = {},
): UseMutationResult<OutputOf<O>, Error, ActInput<O>> => {
  const queries = useQueryClient();
  const intention = useRef<{ text: string; key: string } | undefined>(undefined);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const running = useRef<{ text: string; answer: Promise<OutputOf<O>> } | undefined>(undefined);

  const send = async (given: ActInput<O>, text: string): Promise<OutputOf<O>> => {
    const { ifMatch, ...input } = given;
    const screen = location.pathname;
    if (intention.current?.text !== text) intention.current = { text, key: crypto.randomUUID() };
    const { body, status } = await ask(operation, input as unknown as InputOf<O>, {
      idempotencyKey: intention.current.key,
      ...(ifMatch !== undefined && { ifMatch }),
    });
    intention.current = undefined;
    // Asked before the lists are read anew: what was worked on is often gone from them.
    const isStillShown = isShown.current;
    await Promise.all(changes.map(({ id }) => queries.invalidateQueries({ queryKey: [id] })));
    if (isStillShown && location.pathname === screen) await onDone?.(body, status);
    return body;
  };

  return useMutation({
    mutationFn: (given: ActInput<O>) => {
      const text = JSON.stringify(given);
      if (running.current?.text === text) return running.current.answer;
      const answer = send(given, text).finally(() => {
        running.current = undefined;
      });
      running.current = { text, answer };
      return answer;
    },
  });
};
