// googleapis-common, which is the core of Google's own client googleapis: it reads the discovery document and makes a client of it. Only the host in the address is another.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AuthPlus, Discovery } from 'googleapis-common';
import { createKey, startModbot } from './modbot.js';

const DISCOVERY_URL = 'https://commentanalyzer.googleapis.com/$discovery/rest?version=v1alpha1';
const TEXT = 'Good evening. You are a stupid idiot!';

let modbot, client;

before(async () => {
  modbot = await startModbot();
  client = await discoverAPI(modbot);
});

after(() => modbot?.stop());

// What google.discoverAPI(URL) of googleapis does.
async function discoverAPI({ base }, options = {}) {
  const google = { _options: {} };
  const createClient = await new Discovery({}).discoverAPI(DISCOVERY_URL.replace('https://commentanalyzer.googleapis.com', base));
  return Object.freeze(Object.assign(createClient(options, google), { google }));
}

test('Google\'s own sample gets scores: a key, a resource and a callback', async () => {
  const response = await new Promise((resolve, reject) => client.comments.analyze(
    { key: 'AIzaTheKeyOfBefore', resource: { comment: { text: TEXT }, requestedAttributes: { TOXICITY: {} } } },
    (error, answer) => error ? reject(error) : resolve(answer)));

  assert.equal(response.status, 200);
  assert.equal(response.data.attributeScores.TOXICITY.summaryScore.type, 'PROBABILITY');
  assert.ok(response.data.attributeScores.TOXICITY.summaryScore.value > 0.5);
});

test('each requested attribute is scored, with spans, languages and a token', async () => {
  const { data } = await client.comments.analyze({
    key: 'AIzaTheKeyOfBefore', alt: 'json', prettyPrint: false, quotaUser: 'somebody',
    requestBody: {
      comment: { text: TEXT, type: 'PLAIN_TEXT' }, languages: ['en'], clientToken: 'token', spanAnnotations: true, doNotStore: true, communityId: 'here', sessionId: 'now',
      context: { entries: [{ text: 'hello' }] }, requestedAttributes: { INSULT: { scoreType: 'PROBABILITY', scoreThreshold: 0.1 }, PROFANITY: {}, THREAT: { scoreThreshold: 0.99 } },
    },
  });

  assert.deepEqual(Object.keys(data.attributeScores).sort(), ['INSULT', 'PROFANITY']);
  assert.deepEqual(data.attributeScores.INSULT.spanScores.map(span => TEXT.slice(span.begin, span.end)), ['Good evening.', 'You are a stupid idiot!']);
  assert.deepEqual([data.languages, data.clientToken], [['en'], 'token']);
});

test('a suggested score is accepted', async () => {
  const { data } = await client.comments.suggestscore({ resource: { comment: { text: TEXT }, attributeScores: { TOXICITY: { summaryScore: { value: 1 } } }, clientToken: 'token' } });

  assert.deepEqual(data, { clientToken: 'token' });
});

test('the service\'s errors reach the caller as the client\'s own', async () => {
  await assert.rejects(client.comments.analyze({ resource: { comment: { text: TEXT }, requestedAttributes: { CHARM: {} } } }), error => {
    assert.deepEqual([error.status, error.message], [400, 'Unknown requested attribute: CHARM']);
    assert.deepEqual([error.response.data.error.status, error.response.data.error.details[0].errorType], ['INVALID_ARGUMENT', 'INVALID_REQUEST']);
    return true;
  });
  await assert.rejects(new Discovery({}).discoverAPI(`${modbot.base}/$discovery/rest?version=v2`), error => {
    assert.deepEqual([error.status, error.message], [404, 'There is no discovery document of version \'v2\', only of v1alpha1.']);
    return true;
  });
});

test('where keys are asked for, ModBot\'s own is taken as key= or in Google\'s header, and no other', async () => {
  const guarded = await startModbot({ MODBOT_API__ANONYMOUS: 'Nothing' });
  try {
    const key = await createKey(guarded, 'analyzer', 'classify');
    // The document itself needs none.
    const { comments } = await discoverAPI(guarded);
    const resource = { comment: { text: TEXT }, requestedAttributes: { INSULT: {} } };

    const { data } = await comments.analyze({ key, resource });
    assert.ok(data.attributeScores.INSULT.summaryScore.value > 0.5);
    // As google.options({ auth: KEY }) has it sent.
    assert.equal((await (await discoverAPI(guarded, { auth: key })).comments.analyze({ resource })).status, 200);
    // X-Goog-Api-Key.
    assert.equal((await comments.analyze({ auth: new AuthPlus().fromAPIKey(key), resource })).status, 200);
    await assert.rejects(comments.analyze({ auth: new AuthPlus().fromAPIKey('AIzaTheKeyOfBefore'), resource }), { status: 401 });
    for (const wrong of [undefined, 'AIzaTheKeyOfBefore', `${key}x`]) {
      await assert.rejects(comments.analyze({ key: wrong, resource }), error => {
        assert.deepEqual([error.status, error.response.data.error.status], [401, 'UNAUTHENTICATED']);
        return true;
      });
    }
  } finally {
    await guarded.stop();
  }
});
