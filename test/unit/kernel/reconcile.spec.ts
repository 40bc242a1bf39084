import { Conversation } from '../../../companion/src/kernel/conversation.js';
import type { Message } from '../../../companion/src/kernel/message.js';
import { MessageQueue } from '../../../companion/src/kernel/message-queue.js';
import { reconcile } from '../../../companion/src/kernel/remote/reconcile.js';

function arrange() {
  const sent: Message[] = [];
  const messages = new MessageQueue<Message>();
  const conversation = new Conversation(
    {
      send: message => {
        sent.push(message);
        return Promise.resolve();
      },
      messages,
      [Symbol.asyncDispose]: () => Promise.resolve()
    },
    'session'
  );
  conversation.open();
  const answer = (request: Message | undefined): void => {
    if (request === undefined) throw new Error('Nothing was sent.');
    const header = { ...request.header, msg_id: `answer-to-${request.header.msg_id}` };
    messages.push({ ...request, header, parentHeader: request.header, content: { status: 'ok' } });
  };
  const ask = (code: string) => conversation.request('execute_request', { code }).reply;
  return { conversation, sent, answer, ask };
}

it('the cell that is sent while the kernel is asked after a reconnection keeps waiting for its own reply', async () => {
  const { conversation, sent, answer, ask } = arrange();
  const first = ask('first');
  reconcile(conversation, undefined);
  answer(sent[0]);
  await first;
  const next = ask('next');
  answer(sent[1]);
  await new Promise(done => setTimeout(done, 10));
  answer(sent[2]);
  expect((await next).content).toEqual({ status: 'ok' });
});

it('the reply that went into the dead connection is given up when the kernel answers us', async () => {
  const { conversation, sent, answer, ask } = arrange();
  const lost = ask('lost');
  reconcile(conversation, new Set());
  const next = ask('next');
  answer(sent[1]);
  await expect(lost).rejects.toMatchObject({ code: 'REMOTE_REPLY_LOST' });
  answer(sent[2]);
  expect((await next).content).toEqual({ status: 'ok' });
  // The outputs of the first cell may have been lost with it, and only its.
  expect(await conversation.iopub.next()).toMatchObject({
    value: { parentHeader: { msg_id: sent[0]?.header.msg_id } }
  });
  expect(conversation.iopub.size).toBe(0);
});
