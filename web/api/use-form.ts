import { useEffect, useRef, useState } from 'react';
import type { InputOf, Operation, OutputOf } from '../../schemas/operation.ts';
import type { FieldError, Problem } from '../../schemas/problems.ts';
import { type ActInput, useAct } from './act.ts';
import { useLeaveGuard } from './leave-guard.ts';
import { fieldErrorsOf, ProblemError } from './problem-error.ts';
import { faultsOf, shapeOf } from './shapes.ts';

type FormOptions<O extends Operation, V> = {
  initial: V;
  /** What is sent for what was typed. Empty fields should become absent ones here. */
  inputOf: (values: V) => ActInput<O>;
  changes?: readonly Operation[];
  onDone?: (body: OutputOf<O>, status: number) => void | Promise<void>;
};

export type Form<V> = {
  values: V;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  /** The fault at a JSON pointer of the body (`/demographics/name/family`), from the schema or from the API. */
  faultAt: (...pointers: string[]) => FieldError | undefined;
  /** What went wrong as a whole; absent while only fields are at fault. */
  error: Error | undefined;
  isSending: boolean;
  submit: () => Promise<void>;
  /** Nothing typed, no fault. */
  reset: (values?: V) => void;
  isDirty: boolean;
};

const INVALID: Problem = {
  type: 'about:blank',
  status: 400,
  code: 'INVALID_REQUEST',
  title: '入力に誤りがあります。',
  titleEn: 'Something that was typed is not valid.',
};

/** The problem as a whole; its faults stand at their fields. One that only counts faults says nothing of its own. */
const withoutErrors = ({ problem, retryAfterSeconds }: ProblemError): ProblemError | undefined => {
  const { errors = [], ...rest } = problem;
  return rest.code === 'INVALID_REQUEST' && errors.length > 0 ? undefined : new ProblemError(rest, retryAfterSeconds);
};

const withErrors = (before: Error | undefined, errors: FieldError[]): ProblemError =>
  new ProblemError({ ...(before instanceof ProblemError ? before.problem : INVALID), errors });

/**
 * A form over one operation: checked by the API's own schema before it is sent; problems of the API come back to their fields; nothing that was
 * typed is lost; leaving with unsaved changes asks first. A second press while it is being sent does nothing.
 */
export const useForm = <O extends Operation, V extends object>(
  operation: O,
  { initial, inputOf, changes, onDone }: FormOptions<O, V>,
): Form<V> => {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Record<string, FieldError>>({});
  const [error, setError] = useState<Error>();
  const [isDirty, setDirty] = useState(false);
  const sending = useRef(false);
  const done = useRef(false);
  const act = useAct(operation, {
    ...(changes && { changes }),
    onDone: async (body, status) => {
      done.current = true;
      setDirty(false);
      await onDone?.(body, status);
    },
  });
  useLeaveGuard(() => isDirty && !done.current);

  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    // A fault whose field is not on the screen would stop the form without a word.
    const unshown = Object.entries(faults).flatMap(([pointer, fault]) => (asked.current.has(pointer) ? [] : [fault]));
    if (unshown.length > 0) setError((before) => withErrors(before, unshown));
  }, [faults]);

  const send = async (): Promise<void> => {
    setError(undefined);
    setFaults({});
    const input = inputOf(values);
    const found = faultsOf(await shapeOf(operation), (input as InputOf<O> & { body?: unknown }).body);
    if (Object.keys(found).length > 0) return setFaults(found);
    try {
      await act.mutateAsync(input);
    } catch (caught) {
      setFaults(fieldErrorsOf(caught));
      setError(caught instanceof ProblemError ? withoutErrors(caught) : (caught as Error));
    }
  };

  return {
    values,
    set: (name, value) => {
      done.current = false;
      setDirty(true);
      setValues((before) => ({ ...before, [name]: value }));
    },
    faultAt: (...pointers) => {
      for (const pointer of pointers) asked.current.add(pointer);
      return pointers.map((pointer) => faults[pointer]).find((fault) => fault !== undefined);
    },
    error,
    isSending: act.isPending,
    submit: async () => {
      if (sending.current) return;
      sending.current = true;
      await send().finally(() => {
        sending.current = false;
      });
    },
    reset: (next = initial) => {
      setValues(next);
      setFaults({});
      setError(undefined);
      setDirty(false);
    },
    isDirty,
  };
};
