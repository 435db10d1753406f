// @twurple/auth, @twurple/api and @twurple/eventsub-ws against the sandbox, through the paths of the Twitch CLI's mock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ApiClient } from '@twurple/api';
import { exchangeCode, getAppToken, getTokenInfo, RefreshingAuthProvider, revokeToken } from '@twurple/auth';
import { EventSubWsListener } from '@twurple/eventsub-ws';
import { authorizationCode, deviceLogin } from './login.js';
import { Heard, startSandbox, within } from './sandbox.js';

const channel = '810000001', bot = '810000002', rude = '810000007';
const scopes = [
  'user:read:chat', 'user:write:chat', 'user:bot', 'moderator:manage:chat_messages', 'moderator:manage:banned_users',
  'moderator:manage:automod', 'moderator:manage:warnings', 'moderator:manage:blocked_terms', 'moderator:manage:chat_settings',
  'moderator:manage:unban_requests', 'moderator:read:moderators', 'moderator:read:vips',
];

let sandbox, auth, api, listener;
const heard = new Heard();
const nextOf = async (kind, fits = () => true) => (await heard.next(kind, one => one.kind === kind && fits(one.event))).event;

before(async () => {
  sandbox = await startSandbox();
  process.env.TWURPLE_MOCK_API_PORT = String(sandbox.port);
  const code = await authorizationCode(sandbox, 'tidewardenbot', scopes, 'http://localhost:1/back');
  const token = await exchangeCode(sandbox.clientId, sandbox.clientSecret, code, 'http://localhost:1/back');
  auth = new RefreshingAuthProvider({ clientId: sandbox.clientId, clientSecret: sandbox.clientSecret });
  await auth.addUserForToken(token, ['chat']);
  api = new ApiClient({ authProvider: auth });
});

after(async () => {
  listener?.stop();
  await sandbox?.stop();
});

test('device login gives a token that validates as the user who confirmed', async () => {
  const token = await deviceLogin(sandbox, 'quietlantern', ['user:read:chat']);
  const info = await getTokenInfo(token.access_token);

  assert.equal(info.userName, 'quietlantern');
  assert.equal(info.clientId, sandbox.publicClientId);
  assert.deepEqual(info.scopes, ['user:read:chat']);
  assert.ok(token.refresh_token);
});

test('an application token has no user, and is dead after it is revoked', async () => {
  const token = await getAppToken(sandbox.clientId, sandbox.clientSecret);
  assert.equal((await getTokenInfo(token.accessToken)).userId, null);

  await revokeToken(sandbox.clientId, token.accessToken);

  await assert.rejects(getTokenInfo(token.accessToken), /[Ii]nvalid token/);
});

test('an expired token is refreshed by the client, which then goes on', async () => {
  const refreshed = new Promise(resolve => auth.onRefresh((userId, token) => resolve({ userId, token })));
  await sandbox.admin('oauth/expire', { user: 'tidewardenbot' });

  const me = await api.users.getUserById(bot);

  assert.equal(me.name, 'tidewardenbot');
  assert.equal((await within('refresh', refreshed)).userId, bot);
});

test('subscriptions are accepted and chat arrives', async () => {
  listener = new EventSubWsListener({ apiClient: api });
  const add = kind => event => heard.add({ kind, event });
  const subscriptions = [
    listener.onChannelChatMessage(channel, bot, add('message')),
    listener.onChannelChatMessageDelete(channel, bot, add('delete')),
    listener.onChannelChatClearUserMessages(channel, bot, add('clear')),
    listener.onAutoModMessageHold(channel, bot, add('hold v1')),
    listener.onAutoModMessageHoldV2(channel, bot, add('hold')),
    listener.onAutoModMessageUpdate(channel, bot, add('update v1')),
    listener.onAutoModMessageUpdateV2(channel, bot, add('update')),
    listener.onChannelModerate(channel, bot, add('moderate')),
    listener.onChannelWarningSend(channel, bot, add('warning')),
  ];
  listener.onSubscriptionCreateFailure((subscription, error) => heard.add({ kind: 'failure', event: `${subscription.id}: ${error.message}` }));
  listener.onSubscriptionCreateSuccess(() => heard.add({ kind: 'created' }));
  listener.start();
  for (const _ of subscriptions) {
    const outcome = await heard.next('subscriptions', one => one.kind === 'created' || one.kind === 'failure');
    assert.equal(outcome.kind, 'created', outcome.event);
  }

  await sandbox.say('mossyotter', 'hello @QuietLantern Kappa');

  const message = await nextOf('message');
  assert.equal(message.chatterName, 'mossyotter');
  assert.equal(message.messageText, 'hello @QuietLantern Kappa');
  assert.deepEqual(message.messageParts.map(part => part.type), ['text', 'mention', 'text', 'emote']);
});

test('a message that the client sends arrives like any other', async () => {
  const sent = await api.asUser(bot, context => context.chat.sendChatMessage(channel, 'the bot is here'));

  assert.equal(sent.isSent, true);
  const message = await nextOf('message', event => event.chatterId === bot);
  assert.equal(message.messageId, sent.id);
});

test('AutoMod holds, tells both versions, and posts what is allowed', async () => {
  await sandbox.say('gravelgoblin', 'you are a complete dummkopf');

  const hold = await nextOf('hold');
  const first = await nextOf('hold v1');
  assert.equal(first.messageId, hold.messageId);
  assert.equal(hold.autoMod.category, 'bullying');
  const [{ start, end }] = hold.autoMod.boundaries;
  assert.equal(hold.messageText.slice(start, end + 1), 'dummkopf');

  await api.moderation.processHeldAutoModMessage(bot, hold.messageId, true);

  assert.equal((await nextOf('update')).status, 'approved');
  assert.equal((await nextOf('update v1')).messageId, hold.messageId);
  assert.equal((await nextOf('message')).messageId, hold.messageId);
});

test('AutoMod posts nothing that is denied', async () => {
  await sandbox.say('gravelgoblin', 'what a numbskull');
  const hold = await nextOf('hold');

  await api.moderation.processHeldAutoModMessage(bot, hold.messageId, false);

  assert.equal((await nextOf('update')).status, 'denied');
  await sandbox.say('mossyotter', 'next please');
  assert.equal((await nextOf('message')).messageText, 'next please');
});

test('delete, timeout and warn act and are told', async () => {
  await sandbox.say('gravelgoblin', 'click here');
  const message = await nextOf('message');

  await api.asUser(bot, context => context.moderation.deleteChatMessages(channel, message.messageId));
  assert.equal((await nextOf('delete')).messageId, message.messageId);
  const told = await nextOf('moderate', event => event.moderationAction === 'delete');
  assert.equal(told.messageText, 'click here');

  await api.asUser(bot, context => context.moderation.warnUser(channel, rude, 'no spam'));
  assert.equal((await nextOf('warning')).reason, 'no spam');
  assert.equal((await nextOf('moderate', event => event.moderationAction === 'warn')).userId, rude);

  await api.asUser(bot, context => context.moderation.banUser(channel, { user: rude, duration: 60, reason: 'spam' }));
  assert.equal((await nextOf('clear')).userId, rude);
  const timeout = await nextOf('moderate', event => event.moderationAction === 'timeout');
  assert.equal(timeout.moderatorId, bot);
  assert.ok(timeout.expiryDate > new Date());
});

test('a reconnect notice moves the client over without losing its subscriptions', async () => {
  const before = (await sandbox.status()).subscriptions.length;
  await sandbox.admin('eventsub/reconnect');
  await within('the move', (async () => {
    while ((await sandbox.status()).sessions !== 1) await new Promise(resolve => setTimeout(resolve, 20));
  })());

  await sandbox.say('mossyotter', 'still there?');

  assert.equal((await nextOf('message')).messageText, 'still there?');
  assert.equal((await sandbox.status()).subscriptions.length, before);
});

test('a dropped socket is replaced and everything subscribed anew', async () => {
  const subscribed = (await sandbox.status()).subscriptions.length;
  await sandbox.admin('eventsub/drop');
  for (let count = 0; count < subscribed; count++)
    await heard.next('subscriptions', one => one.kind === 'created');

  await sandbox.say('mossyotter', 'back again?');

  assert.equal((await nextOf('message')).messageText, 'back again?');
});
