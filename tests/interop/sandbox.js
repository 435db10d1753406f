// Starts `modbot sandbox` as a process of its own and speaks to its admin switches.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const clientId = 'sandboxclientid000000000000000';
const clientSecret = 'sandboxclientsecret00000000000';
const publicClientId = 'sandboxpublicclient00000000000';

export async function startSandbox() {
  const process = spawn('dotnet', [program(), 'sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await readPort(process);
  const base = `http://127.0.0.1:${port}`;
  return {
    port, base, clientId, clientSecret, publicClientId,

    /** A switch under /admin; answers its JSON, if it has any. */
    async admin(path, query = {}) {
      const answer = await fetch(`${base}/admin/${path}?${new URLSearchParams(query)}`, { method: 'POST' });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`/admin/${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : null;
    },

    async status() {
      return (await fetch(`${base}/admin/status`)).json();
    },

    /** Types a message as a user. */
    async say(user, text, channel = 'pixelharbor') {
      const answer = await fetch(`${base}/chat/messages`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ channel, user, text }),
      });
      return (await answer.json()).notice;
    },

    stop() {
      process.kill();
      return new Promise(resolve => process.once('exit', resolve));
    },
  };
}

/** Fails with its name when a promise takes too long. */
export function within(name, promise, seconds = 15) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: nothing within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** What a listener heard, in order; `next` takes the first that fits, now or later. */
export class Heard {
  #items = [];
  #waiting = [];

  add(item) {
    const at = this.#waiting.findIndex(one => one.fits(item));
    if (at < 0) this.#items.push(item);
    else this.#waiting.splice(at, 1)[0].resolve(item);
  }

  next(name, fits = () => true) {
    const at = this.#items.findIndex(fits);
    if (at >= 0) return Promise.resolve(this.#items.splice(at, 1)[0]);
    return within(name, new Promise(resolve => this.#waiting.push({ fits, resolve })));
  }

  get left() {
    return this.#items.length;
  }
}

export function program() {
  for (const configuration of ['release', 'debug']) {
    const path = fileURLToPath(new URL(`../../artifacts/bin/ModBot.Host/${configuration}/modbot.dll`, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error('Build src/ModBot.Host first: dotnet build ModBot.sln -c Release');
}

async function readPort(process) {
  const found = new Promise((resolve, reject) => {
    createInterface({ input: process.stdout }).on('line', line => {
      const port = /The chat page is http:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
    process.once('exit', code => reject(new Error(`The sandbox ended with ${code}.`)));
  });
  return within('sandbox start', found, 30);
}
