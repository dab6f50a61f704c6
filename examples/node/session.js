/*
 * A till: it never thinks of tokens. It asks for a valid one before each request, and the library
 * refreshes when it must, in one of all the processes that share the store.
 *
 * Run:   node session.js [LOGINS]
 *        with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
 *        OMNIFUND_STORE (a directory, made where there is none) set; OMNIFUND_PASSWORD where nobody
 *        has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
 *
 * It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
 * handed a second access token.
 */
'use strict';

const { setTimeout: sleep } = require('node:timers/promises');
// With npm: require('omnifund').
const {
  Client, Config, OmnifundError, Session, SignInRequired, Store,
} = require('../../bindings/node');

function required(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

async function openSession() {
  const config = new Config()
    .setBaseUrl(required('OMNIFUND_BASE_URL'))
    .setCredentials(required('OMNIFUND_CLIENT_ID'), required('OMNIFUND_CLIENT_SECRET'));
  if (process.env.OMNIFUND_CA_FILE) await config.setCaFile(process.env.OMNIFUND_CA_FILE);
  const client = new Client(config);
  const store = await Store.openFile(required('OMNIFUND_STORE'));
  return Session.open(client, store, required('OMNIFUND_USERNAME'));
}

/** A valid access token. Only where the store has none, and can come to none, is the password used. */
async function validToken(session) {
  try {
    return await session.token();
  } catch (error) {
    if (!(error instanceof SignInRequired)) throw error;
    await session.signIn(required('OMNIFUND_PASSWORD'));
    console.log('    signed in by password');
    return session.token();
  }
}

async function main(wanted) {
  const session = await openSession();
  let logins = Number(wanted) || 0;
  let first;
  for (;;) {
    const token = await validToken(session);
    // A token is a secret: its first characters tell two of them apart, and let nobody in.
    const shown = token.accessToken().slice(0, 6);
    token.close();
    const login = await session.tokenLogin();
    console.log(`    access token ${shown}... (redacted), token login ${login.status()}`);
    login.close();

    first ??= shown;
    logins -= 1;
    if (wanted === 'until-renewed' ? first !== shown : logins <= 0) break;
    await sleep(1000);
  }
  session.close();
}

main(process.argv[2] ?? '1').catch((error) => {
  console.error(error instanceof OmnifundError ? error.message : error);
  process.exitCode = 1;
});
