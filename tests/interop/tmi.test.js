// tmi.js against the sandbox's IRC over WebSocket.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import tmi from 'tmi.js';
import { deviceLogin } from './login.js';
import { Heard, startSandbox, within } from './sandbox.js';

const quiet = { info() {}, warn() {}, error() {}, setLevel() {} };
let sandbox, bot, reader;

const connection = () => ({ server: '127.0.0.1', port: sandbox.port, secure: false, reconnectInterval: 100 });

function listen(client) {
  const heard = new Heard();
  client.on('message', (channel, tags, text, self) => heard.add({ kind: 'message', channel, tags, text, self }));
  client.on('messagedeleted', (channel, login, text, tags) => heard.add({ kind: 'deleted', login, text, id: tags['target-msg-id'] }));
  client.on('timeout', (channel, login, reason, seconds) => heard.add({ kind: 'timeout', login, seconds }));
  client.on('ban', (channel, login) => heard.add({ kind: 'ban', login }));
  client.on('clearchat', () => heard.add({ kind: 'clear' }));
  client.on('slowmode', (channel, enabled, seconds) => heard.add({ kind: 'slow', enabled, seconds }));
  client.on('automod', (channel, id) => heard.add({ kind: 'automod', id }));
  client.on('roomstate', (channel, state) => heard.add({ kind: 'roomstate', state }));
  client.on('join', (channel, login, self) => heard.add({ kind: 'join', login, self }));
  return heard;
}

const next = (heard, kind, fits = () => true) => heard.next(kind, one => one.kind === kind && fits(one));

before(async () => {
  sandbox = await startSandbox();
});

after(async () => {
  for (const client of [bot, reader]) await client?.disconnect().catch(() => {});
  await sandbox?.stop();
});

test('an anonymous client joins and reads', async () => {
  reader = new tmi.Client({ logger: quiet, connection: connection(), channels: ['pixelharbor'] });
  reader.heard = listen(reader);
  await within('connect', reader.connect());
  const { state } = await next(reader.heard, 'roomstate');
  assert.equal(state['room-id'], '810000001');

  await sandbox.say('mossyotter', 'hello Kappa');

  const message = await next(reader.heard, 'message');
  assert.equal(message.text, 'hello Kappa');
  assert.equal(message.tags['display-name'], 'MossyOtter');
  assert.equal(message.tags['user-id'], '810000004');
  assert.deepEqual(message.tags.badges, { subscriber: '12' });
  assert.deepEqual(message.tags.emotes, { 25: ['6-10'] });
});

test('a logged-in client sends, and others hear it', async () => {
  const token = await deviceLogin(sandbox, 'tidewardenbot', ['chat:read', 'chat:edit']);
  bot = new tmi.Client({
    logger: quiet, connection: connection(), channels: ['pixelharbor'],
    identity: { username: 'tidewardenbot', password: `oauth:${token.access_token}` },
  });
  bot.heard = listen(bot);
  await within('connect', bot.connect());
  await next(bot.heard, 'roomstate');

  await bot.say('#pixelharbor', 'the bot says hello');

  const heard = await next(reader.heard, 'message');
  assert.equal(heard.text, 'the bot says hello');
  assert.equal(heard.tags.mod, true);
  assert.equal(heard.tags['user-type'], 'mod');
  const own = await next(bot.heard, 'message', one => one.self);
  assert.equal(own.text, 'the bot says hello');
});

test('a wrong token is refused', async () => {
  const client = new tmi.Client({
    logger: quiet, connection: { ...connection(), reconnect: false }, identity: { username: 'tidewardenbot', password: 'oauth:wrong' },
  });
  await assert.rejects(within('refusal', client.connect()), error => /Login authentication failed/.test(String(error)));
});

test('what moderators do reaches the client', async () => {
  await sandbox.say('gravelgoblin', 'buy followers');
  const { tags } = await next(reader.heard, 'message');

  await sandbox.admin('chat/delete', { moderator: 'quietlantern', message: tags.id });
  const deleted = await next(reader.heard, 'deleted');
  assert.equal(deleted.id, tags.id);
  assert.equal(deleted.text, 'buy followers');

  await sandbox.admin('chat/settings', { moderator: 'quietlantern', slow: '30' });
  assert.deepEqual(await next(reader.heard, 'slow'), { kind: 'slow', enabled: true, seconds: 30 });

  await sandbox.admin('chat/timeout', { moderator: 'quietlantern', user: 'gravelgoblin', seconds: '60' });
  assert.equal((await next(reader.heard, 'timeout')).seconds, 60);

  await sandbox.admin('chat/ban', { moderator: 'quietlantern', user: 'gravelgoblin' });
  assert.equal((await next(reader.heard, 'ban')).login, 'gravelgoblin');

  await sandbox.admin('chat/clear', { moderator: 'quietlantern' });
  await next(reader.heard, 'clear');
});

test('a message that AutoMod holds comes back as a notice', async () => {
  const token = await deviceLogin(sandbox, 'haruwave', ['chat:read', 'chat:edit']);
  const client = new tmi.Client({
    logger: quiet, connection: connection(), channels: ['coralbyte'], identity: { username: 'haruwave', password: `oauth:${token.access_token}` },
  });
  const heard = listen(client);
  await within('connect', client.connect());
  await next(heard, 'roomstate');

  await client.say('#coralbyte', 'what a dummkopf');

  assert.equal((await next(heard, 'automod')).id, 'msg_rejected');
  await client.disconnect();
});

test('RECONNECT and a cut connection bring the client back into its channel', async () => {
  for (const fault of ['irc/reconnect', 'irc/drop']) {
    await sandbox.admin(fault);
    await next(reader.heard, 'roomstate', one => 'subs-only' in one.state);
    await sandbox.say('mossyotter', `back after ${fault}`);
    assert.equal((await next(reader.heard, 'message', one => one.text.startsWith('back'))).text, `back after ${fault}`);
  }
});
