// Logging users in as a browser and a device would, without a browser.
import assert from 'node:assert/strict';

const form = fields => ({ method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

/** Device code flow of the public client: asks, is refused until the user confirms the code, then gets tokens. */
export async function deviceLogin(sandbox, user, scopes) {
  const client = { client_id: sandbox.publicClientId, scopes: scopes.join(' ') };
  const device = await (await fetch(`${sandbox.base}/oauth2/device`, form(client))).json();
  const redeem = () => fetch(`${sandbox.base}/oauth2/token`, form({
    ...client, device_code: device.device_code, grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  }));

  const early = await redeem();
  assert.equal(early.status, 400);
  assert.equal((await early.json()).message, 'authorization_pending');

  const page = await (await fetch(device.verification_uri)).text();
  assert.match(page, new RegExp(device.user_code));
  await fetch(`${sandbox.base}/activate`, form({ 'device-code': device.user_code, user, decision: 'allow' }));
  return (await redeem()).json();
}

/** Authorization code flow: what the browser brings back to the application. */
export async function authorizationCode(sandbox, user, scopes, redirectUri) {
  const answer = await fetch(`${sandbox.base}/oauth2/authorize`, form({
    client_id: sandbox.clientId, redirect_uri: redirectUri, scope: scopes.join(' '), user, decision: 'allow',
  }));
  return new URL(answer.headers.get('location')).searchParams.get('code');
}
