import { deed } from '../../layers/deed/index.ts';
import { faultAt } from '../../layers/edge/index.ts';
import { emsGrantNameOf, emsGrantWrites, emsMessageWrite } from '../../layers/store/index.ts';
import type { EmsGrant, EmsMessage } from '../../schemas/ems.ts';
import type { RequestOf } from '../../schemas/operation.ts';
import { sendEmsMessage as operation } from '../../schemas/operations/ems.ts';
import type { FieldError } from '../../schemas/problems.ts';
import { askedGrant, forbiddenOrHidden, permittedGrant } from './asked-grant.ts';

type Words = RequestOf<typeof operation>['body'];

/** More than two facilities have ever to say about one look. */
const MOST_MESSAGES = 200;

/** A word between the facility that looks and the one whose records were opened: confirmed (確認), asked (照会), answered (回答). */
export const sendEmsMessage = deed(operation, async ({ params, body }, desk) => {
  const asked = await askedGrant(desk, params.grantId);
  const { verdict, grant, messages, by } = await permittedGrant(desk, asked, forbiddenOrHidden(asked.facts));
  const sent = messages.find(({ messageId }) => messageId === desk.prior?.['messageId']);
  if (sent) {
    await desk.record(verdict, { request: { repeated: true } });
    return { status: 200, body: { message: sent } };
  }
  const fault = faultOf(grant, body);
  if (fault) return desk.fail(verdict, 'INVALID_REQUEST', { errors: [fault] });
  const name = emsGrantNameOf(desk.store.seal, grant.grantId);
  if (!name) return desk.fail(verdict, 'NOT_FOUND');

  const message: EmsMessage = {
    messageId: desk.store.newId(),
    from: desk.caller.facilityId,
    by,
    at: desk.at,
    ...body,
  };
  await desk.commit(verdict, {
    writes: [
      emsMessageWrite(name, message),
      ...emsGrantWrites(desk.store, { ...grant, messages: grant.messages + 1, version: grant.version + 1 }),
    ],
    result: { messageId: message.messageId },
    subject: { resource: { messageId: message.messageId }, request: { kind: body.kind } },
  });
  return { body: { message } };
});

const faultOf = (grant: EmsGrant, { kind, text }: Words): FieldError | undefined => {
  if (kind !== 'acknowledge' && text === undefined)
    return faultAt('/body/text', 'required', {
      ja: '照会・回答には本文が必要です。',
      en: 'A question or an answer needs its text.',
    });
  if (grant.messages < MOST_MESSAGES) return undefined;
  return faultAt('/body', 'too_many', {
    ja: `一つの参照についてのやりとりは${MOST_MESSAGES}件までです。`,
    en: `At most ${MOST_MESSAGES} messages can be sent about one access.`,
  });
};
