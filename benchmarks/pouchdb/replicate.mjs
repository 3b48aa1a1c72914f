// A PouchDB server in memory in one process, and in this one: documents up, then down into an empty database.
//   node replicate.mjs serve PORT      |      node replicate.mjs replicate URL COUNT BYTES
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-leveldb'))
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-adapter-http'))
  .plugin(require('pouchdb-replication'));
const [what, where, count, bytes] = process.argv.slice(2);

if (what === 'serve') {
  const app = require('express')();
  const kept = count ? { adapter: 'leveldb', prefix: `${count}/` } : { adapter: 'memory' };
  const Memory = PouchDB.defaults(kept);
  app.use('/', require('express-pouchdb')(Memory, { mode: 'minimumForPouchDB', inMemoryConfig: true }));
  app.listen(Number(where), '127.0.0.1', () => console.log('ready'));
} else {
  const filler = 'x'.repeat(Number(bytes));
  const here = new PouchDB('here', { adapter: 'memory' });
  const documents = [...Array(Number(count)).keys()].map(n => ({ _id: String(n).padStart(8, '0'), filler }));
  await here.bulkDocs(documents);
  const options = { batch_size: 200, batches_limit: 10 };
  const began = performance.now();
  const up = await here.replicate.to(where, options);
  const half = performance.now();
  const there = new PouchDB('there', { adapter: 'memory' });
  const down = await there.replicate.from(where, options);
  const end = performance.now();
  console.log(JSON.stringify({
    up: (half - began) / 1000, down: (end - half) / 1000,
    sent: up.docs_written, got: down.docs_written,
  }));
}
