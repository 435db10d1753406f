// perspective-api-client, written for commentanalyzer.googleapis.com, with another host name.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startModbot } from './modbot.js';

const require = createRequire(import.meta.url);
const Perspective = require('perspective-api-client');
// The client's own axios. It has no setting for the address, so the host name is changed where its requests go out, and nothing else.
const axios = createRequire(require.resolve('perspective-api-client'))('axios');

let modbot, client, interceptor;

before(async () => {
  modbot = await startModbot();
  interceptor = axios.interceptors.request.use(request => ({ ...request, url: request.url.replace('https://commentanalyzer.googleapis.com', modbot.base) }));
  client = new Perspective({ apiKey: 'AIzaTheKeyOfBefore' });
});

after(async () => {
  axios.interceptors.request.eject(interceptor);
  await modbot?.stop();
});

test('a text is scored for its toxicity', async () => {
  const [rude, kind] = await Promise.all(['you are a stupid idiot', 'what a lovely stream'].map(text => client.analyze(text)));

  assert.equal(rude.attributeScores.TOXICITY.summaryScore.type, 'PROBABILITY');
  assert.ok(rude.attributeScores.TOXICITY.summaryScore.value > 0.5);
  assert.ok(kind.attributeScores.TOXICITY.summaryScore.value < 0.5);
});

test('attributes are named in any case, as the client allows', async () => {
  const { attributeScores } = await client.analyze('you are a stupid idiot', { attributes: ['insult', 'PROFANITY', 'threat', 'identity_attack', 'severe_toxicity', 'sexually_explicit'] });

  assert.deepEqual(Object.keys(attributeScores).sort(), ['IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'SEVERE_TOXICITY', 'SEXUALLY_EXPLICIT', 'THREAT']);
});

test('a whole request object with thresholds, languages and a token goes through', async () => {
  const answer = await client.analyze({
    comment: { text: 'Good evening. You are a stupid idiot!' }, languages: ['en'], clientToken: 'token', spanAnnotations: true,
    requestedAttributes: { INSULT: { scoreThreshold: 0.1 }, THREAT: { scoreThreshold: 0.99 } },
  });

  assert.deepEqual(Object.keys(answer.attributeScores), ['INSULT']);
  assert.deepEqual(answer.attributeScores.INSULT.spanScores.map(span => [span.begin, span.end]), [[0, 13], [14, 37]]);
  assert.deepEqual([answer.languages, answer.clientToken], [['en'], 'token']);
});

test('the service\'s error reaches the caller as the client\'s own', async () => {
  await assert.rejects(client.analyze('', { validate: false }), error => {
    assert.ok(error instanceof Perspective.ResponseError);
    assert.equal(error.message, 'Comment must be non-empty.');
    assert.equal(error.response.status, 400);
    return true;
  });
  await assert.rejects(client.analyze('hi', { attributes: ['charm'] }), { message: 'Unknown requested attribute: CHARM' });
});

test('HTML is stripped by the client, and a text of 20 KB is scored', async () => {
  const { attributeScores } = await client.analyze('<b>you</b> are fine. '.repeat(2000), { truncate: true });

  assert.ok(attributeScores.TOXICITY.summaryScore.value < 0.5);
});
