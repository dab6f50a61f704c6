/** Run beside a server: omnifund-local run -- node --test. */
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');
const { inspect } = require('node:util');
const { test } = require('node:test');
const koffi = require('koffi');
const omnifund = require('..');

const {
  Bug, Client, Code, Config, Key, LogLevel, LogQueue, Outcome, Request, Session, SignInRequired, Store, StoreAnswer,
  StoreOptions, TryLater, raw,
} = omnifund;

const { OMNIFUND_USERNAME: USERNAME, OMNIFUND_PASSWORD: PASSWORD, CHECKOUT } = process.env;

async function opened() {
  const config = new Config()
    .setBaseUrl(process.env.OMNIFUND_BASE_URL)
    .setCredentials(process.env.OMNIFUND_CLIENT_ID, process.env.OMNIFUND_CLIENT_SECRET);
  await config.setCaFile(process.env.OMNIFUND_CA_FILE);
  return { config, client: new Client(config), store: Store.openMemory() };
}

async function signedIn() {
  const { client, store } = await opened();
  const session = await Session.open(client, store, USERNAME);
  await session.signIn(PASSWORD);
  return { session, store };
}

async function thrownBy(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('who has not signed in is told so', async () => {
  const { client, store } = await opened();
  const session = await Session.open(client, store, 'nobody');
  assert.equal(session.peek(), null);
  const error = await thrownBy(() => session.token());
  assert.ok(error instanceof SignInRequired);
  assert.equal(error.code, Code.SIGN_IN_REQUIRED);
  assert.equal(error.outcome, Outcome.NOT_SENT);
  assert.equal(error.retryAfter, null);
  assert.equal(omnifund.codeName(error.code), 'OMNIFUND_CODE_SIGN_IN_REQUIRED');
});

test('who signs in has a token that logs in, and nothing shows it', async () => {
  const { session } = await signedIn();
  const token = await session.token();
  assert.ok(token.accessToken().length > 40);
  assert.ok(!inspect(token, { showHidden: true, depth: 9 }).includes(token.accessToken()));
  assert.equal(JSON.stringify(token), '{}');
  const login = await session.tokenLogin();
  assert.equal(login.status(), 200);
  assert.equal(typeof login.header('content-type'), 'string');
  assert.equal(login.header('x-nothing'), null);
});

test('a wrong password is an error with the server\'s words', async () => {
  const { client, store } = await opened();
  const session = await Session.open(client, store, USERNAME);
  const error = await thrownBy(() => session.signIn('wrong-password'));
  assert.equal(error.code, Code.WRONG_PASSWORD);
  assert.equal(error.outcome, Outcome.REFUSED);
  assert.equal(error.oauthError, 'invalid_grant');
  assert.equal(error.httpStatus, 400);
  assert.ok(!inspect(error).includes('wrong-password'));
});

test('a server that is away is tried later', async () => {
  const client = new Client(new Config().setBaseUrl('http://127.0.0.1:1').setCredentials('id', 'secret'));
  const error = await thrownBy(() => client.passwordGrant('alice', 'password'));
  assert.ok(error instanceof TryLater);
  assert.ok(error.retryAfter > 0);
});

test('a session tells how it stands', async () => {
  const { session } = await signedIn();
  const before = await session.status();
  assert.ok(before.signedIn && before.secondsLeft > 0 && before.lastRotation > 0);
  assert.equal(before.failingSince, null);
  await session.signOut();
  const after = await session.status();
  assert.ok(!after.signedIn && after.signedOut);
});

test('a store lists its sessions and OAuth clients in any characters', async () => {
  const { client, store } = await opened();
  const session = await Session.open(client, store, 'Müller €');
  await session.adopt('an-access-token', 'a-refresh-token', 4102444800, false);
  assert.deepEqual((await store.sessions()).map((one) => one.username), ['Müller €']);
  assert.equal((await store.sessions(client)).length, 1);
  await store.saveClient('Till 7', 'an-id', 'a-secret');
  assert.deepEqual((await store.clients()).map((one) => one.name), ['Till 7']);
});

test('a body is sent as it is, and answered', async () => {
  const { session } = await signedIn();
  const body = Buffer.from('{"lastName": "Müller"}');
  const response = await session.request(new Request('POST', '/api/customers').setBody('application/json', body));
  assert.equal(response.status(), 201);
  assert.equal(response.outcome(), Outcome.DONE);
  assert.equal(JSON.parse(response.body()).lastName, 'Müller');
});

test('what was opened is closed in any order, and twice', async () => {
  const { client, config, store } = await opened();
  const session = await Session.open(client, store, USERNAME);
  await session.signIn(PASSWORD);
  [config, client, store, config].forEach((one) => one.close());
  (await session.token()).close();
  assert.ok((await thrownBy(() => new Client(config))) instanceof Bug);
  const under = session.token();
  session[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  (await under).close();
  assert.ok((await thrownBy(() => session.token())) instanceof Bug);
});

test('a call that waits does not hold up others: the server that it asks is this process', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    let asked = '';
    socket.on('data', (more) => {
      asked += more;
      // It reads the whole before it answers: an answer in the midst of a request may be lost.
      const [, length, body] = /content-length: (\d+)[^]*?\r\n\r\n([^]*)/i.exec(asked) ?? [];
      if (body?.length === Number(length)) {
        socket.end('HTTP/1.1 503 Later\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n');
      }
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const config = new Config().setBaseUrl(`http://127.0.0.1:${server.address().port}`).setCredentials('id', 'secret');
  const client = new Client(config);
  const grants = [1, 2, 3].map(() => thrownBy(() => client.passwordGrant('alice', 'password')));
  const errors = await Promise.all(grants);
  server.close();
  assert.deepEqual(errors.map((one) => one.retryAfter), [7, 7, 7]);
});

test('an unfit text is a bug that is not repeated', async () => {
  const { config, store } = await opened();
  for (const unfit of ['hush\0hush', 'hush\ud800']) {
    const error = await thrownBy(() => config.setCredentials('id', unfit));
    assert.ok(error instanceof Bug && !error.message.includes('hush'));
  }
  assert.equal((await thrownBy(() => Session.open(null, store, 'alice'))).code, Code.NULL_ARGUMENT);
  assert.ok((await thrownBy(() => Session.open({}, store, 'alice'))) instanceof Bug);
});

test('a line of the log is taken out of a queue', async () => {
  const { config } = await opened();
  const queue = new LogQueue();
  const client = new Client(config.logToQueue(queue, LogLevel.DEBUG));
  (await client.passwordGrant(USERNAME, PASSWORD)).close();
  const line = queue.take();
  assert.ok(line.message().length > 0 && !line.message().includes(PASSWORD));
});

test('a store of the program\'s own is asked', async () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'omnifund-node-'));
  const { members } = raw.StoreFunctions;
  const registered = [];
  const callback = (name, call) => {
    registered.push(koffi.register(call, members[name].type));
    return registered.at(-1);
  };
  const failed = () => StoreAnswer.FAILED;
  const functions = {
    size: koffi.sizeof(raw.StoreFunctions),
    version: 1,
    userdata: null,
    connect: callback('connect', (userdata, deadline, connection, sink) => {
      const told = koffi.decode(sink, raw.StoreSink);
      koffi.call(told.message, 'omnifund_store_sink_message', told.call, 'the line to the database is cut');
      return StoreAnswer.UNREACHABLE;
    }),
    disconnect: callback('disconnect', () => {}),
    wait: null,
    destroy: null,
  };
  for (const name of ['identify', 'load', 'lease', 'swap', 'release', 'list']) {
    functions[name] = callback(name, failed);
  }
  const table = koffi.alloc(raw.StoreFunctions, 1);
  koffi.encode(table, raw.StoreFunctions, functions);
  const options = new StoreOptions().setJournal(path.join(scratch, 'journal'));
  const [key, out, error] = [Key.fromBytes(new Uint8Array(32)), [null], [null]];
  const code = raw.omnifund_store_open_functions(table, key.pointer, options.pointer, out, error);
  assert.equal(code, Code.STORE_UNREACHABLE);
  assert.match(raw.omnifund_error_message(error[0]), /the line to the database is cut/);
  raw.omnifund_error_free(error[0]);
  registered.forEach((one) => koffi.unregister(one));
  koffi.free(table);
  fs.rmSync(scratch, { recursive: true });
});

test('it leaks nothing, neither closed nor forgotten', async () => {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  // What glibc tells of the memory that C has: the engine's own heap, which comes and goes, is no part of it.
  const info = koffi.struct({ numbers: koffi.array('size_t', 10) });
  const mallinfo = koffi.load('libc.so.6').func('mallinfo2', info, []);
  const inUse = () => Number(mallinfo().numbers[7]);
  const { session, store } = await signedIn();
  const rounds = async (count) => {
    for (let round = 0; round < count; round += 1) {
      (await session.token()).close();
      await session.status();
      await store.sessions();
      new Request('GET', '/api/customers'); // eslint-disable-line no-new -- forgotten
      await thrownBy(() => Store.openFile(''));
      if (round % 60 === 0) {
        collect();
        await new Promise(setImmediate);
      }
    }
    collect();
  };
  await rounds(500);
  const growths = [];
  for (let batch = 0; batch < 15; batch += 1) {
    const before = inUse();
    await rounds(120);
    growths.push((inUse() - before) / 1024);
  }
  growths.sort((left, right) => left - right);
  // The engine has of that memory too, now and then; what leaks does so each time.
  assert.ok(growths[7] < 30, `${growths} KiB`);
});

test('each function is offered', () => {
  const described = JSON.parse(fs.readFileSync(path.join(CHECKOUT, 'include/omnifund-api.json')));
  const layer = ['classes.js', 'calls.js', 'library.js']
    .map((name) => fs.readFileSync(path.join(CHECKOUT, 'bindings/node/src', name), 'utf8')).join('');
  assert.ok(described.functions.length > 200);
  for (const { c_name: name, parameters, returns } of described.functions) {
    assert.equal(raw[name].info.arguments.length, parameters.length, name);
    // Classes have no manners for functions that the library calls.
    const isRaw = returns.kind === 'live_number'
      || parameters.some((one) => one.kind === 'struct' || (one.kind === 'callback' && !one.nullable));
    assert.ok(isRaw || new RegExp(`${name}\\b`).test(layer), `${name} is called by no class`);
  }
});

test('each constant has its number', () => {
  const described = JSON.parse(fs.readFileSync(path.join(CHECKOUT, 'include/omnifund-api.json')));
  const camel = (name) => name.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  for (const { name, values } of described.enums) {
    assert.deepEqual({ ...omnifund[camel(name)] }, Object.fromEntries(values.map((one) => [one.name, one.number])));
  }
  const settings = described.settings.map((one) => one.name);
  assert.deepEqual(Object.values(omnifund.Setting), settings);
});
