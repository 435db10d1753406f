// Starts `modbot run` as a process of its own, without Twitch: enough for whoever only wants scores.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { program } from './sandbox.js';

export async function startModbot(settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'modbot-interop-'));
  const base = `http://127.0.0.1:${await freePort()}`;
  const process = spawn('dotnet', [program(), 'run'], {
    cwd: folder, stdio: ['ignore', 'ignore', 'ignore'],
    // A port on which nobody answers: no Twitch is asked for anything.
    env: { ...globalThis.process.env, MODBOT_HTTP: base, MODBOT_TWITCH__AUTHURL: 'http://127.0.0.1:9/oauth2', ...settings },
  });
  for (let tries = 0; !(await isUp(base)); tries++) {
    if (tries > 600 || process.exitCode !== null) throw new Error('modbot did not start.');
    await pause(100);
  }
  return {
    base, folder,
    async stop() {
      const ended = new Promise(resolve => process.once('exit', resolve));
      process.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

// `modbot keys create` beside the running service, which follows at once.
export async function createKey({ folder }, name, scope) {
  return (await promisify(execFile)('dotnet', [program(), 'keys', 'create', name, '--scope', scope], { cwd: folder })).stdout.trim();
}

const isUp = base => fetch(`${base}/healthz`).then(answer => answer.ok, () => false);

function freePort() {
  return new Promise(resolve => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
