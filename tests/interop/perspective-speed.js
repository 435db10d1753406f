// How many comments a second the Perspective-compatible endpoint scores: node perspective-speed.js [BASE] [SECONDS]
// Starts `modbot run` where no address is named. Every comment is another, so that none is remembered.
import { startModbot } from './modbot.js';

const [named, seconds = '10'] = process.argv.slice(2);
const modbot = named ? { base: named, stop() {} } : await startModbot();
const words = 'the stream was great today and you people in chat are such idiots sometimes but I like it here a lot'.split(' ');
const comment = number => `${number} ${Array.from({ length: 12 }, (_, i) => words[(number * 7 + i * 5) % words.length]).join(' ')}`;

for (const connections of [1, 16]) {
  const took = [];
  let number = connections * 1e6;
  const end = performance.now() + Number(seconds) * 1000;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < end) {
      const begin = performance.now();
      const answer = await fetch(`${modbot.base}/v1alpha1/comments:analyze?key=k`, {
        method: 'POST', body: JSON.stringify({ comment: { text: comment(number++) }, requestedAttributes: { TOXICITY: {} }, languages: ['en'] }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
      took.push(performance.now() - begin);
    }
  }));
  took.sort((a, b) => a - b);
  const at = share => took[Math.floor(took.length * share)].toFixed(1);
  console.log(`${connections} at a time: ${Math.round(took.length / Number(seconds))} comments a second, half of them within ${at(0.5)} ms, 99 % within ${at(0.99)} ms`);
}
await modbot.stop();
