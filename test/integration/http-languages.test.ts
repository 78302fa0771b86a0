import { expect, test } from 'vitest';
import { listAudit } from '../../src/services/list-audit.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';

test('given somebody who reads Spanish, when they open pages, then words, dates and numbers are Spanish, as in the US', async () => {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner', 'es'));
  bench.services.topUp(1_234);
  replyFrom(bench.store, CUSTOMER, LINE, 'My AC stopped.', bench.clock.now());
  const inbox = (await maria.open('/inbox')).text;
  expect(inbox).toContain('<html lang="es">');
  expect(inbox).toContain('<h1>Mensajes</h1>');
  expect(inbox).not.toMatch(/Inbox|Unread|Nobody/);
  const dashboard = (await maria.open('/dashboard')).text;
  expect(dashboard).toContain('enero de 2026, hasta ahora');
  expect(dashboard).toContain('>1,244</strong><small>créditos quedan</small>');
  expect(dashboard).toContain('<th scope="col">lun</th>');
  expect((await maria.open('/inbox/1')).text).toContain('(212) 555-0123');
});

test('given a browser that asks for Spanish, when nobody is known yet, then the page to set up is Spanish', async () => {
  const bench = await openWebBench();
  const page = await bench.anonymous.open('/setup', { 'Accept-Language': 'es-US,es;q=0.9,en;q=0.8' });
  expect(page.text).toContain('Todavía nadie puede entrar');
  const missing = await bench.anonymous.open('/assets/none.css', { 'Accept-Language': 'es' });
  expect(missing.text).toContain('Aquí no hay nada');
});

test('given anybody, when they choose a language on their account, then pages are in it from then on, and the audit says so', async () => {
  const bench = await openWebBench();
  const kim = bench.signedIn(bench.addUser('Kim', 'read-only'));
  const answer = await kim.post('/account/language', { value: 'es' });
  expect([answer.status, answer.headers['location']]).toEqual([303, '/account?done=language']);
  const page = (await kim.open('/account?done=language')).text;
  expect(page).toContain('Se cambió el idioma.');
  expect(page).toContain('<option value="es" lang="es" selected="">Español</option>');
  expect(listAudit(bench.store, { subject: null, limit: 1 })).toMatchObject({
    entries: [{ actor: 'user:Kim', action: 'set language', subject: 'user:Kim', after: 'es' }],
  });
  await kim.post('/account/language', { value: '' });
  expect((await kim.open('/account')).text).toContain('<html lang="en">');
});

test('given what is no language, when it is chosen, then nothing changes and the page says why', async () => {
  const bench = await openWebBench();
  const kim = bench.signedIn(bench.addUser('Kim', 'staff'));
  const answer = await kim.post('/account/language', { value: '<script>' });
  expect(answer.status).toBe(422);
  expect((await kim.open('/account')).text).toContain('<html lang="en">');
});

test('given a language of the command line that pages do not know, when the account is opened, then it stays chosen', async () => {
  const bench = await openWebBench();
  const lee = bench.signedIn(bench.addUser('Lee', 'staff', 'es-MX'));
  const page = (await lee.open('/account')).text;
  expect(page).toContain('<h1>Lee</h1>');
  expect(page).toContain('<option value="es-MX" selected="">es-MX</option>');
  expect(page).toContain('<html lang="es">');
});
