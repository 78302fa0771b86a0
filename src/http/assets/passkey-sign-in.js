// Signing in with a passkey: what the browser says of it goes out as a form.
const form = document.querySelector('form[action="/sign-in/passkey"]');
const button = form.querySelector('button');
const problem = form.querySelector('[role=alert]');

button.addEventListener('click', async () => {
  button.disabled = true;
  problem.hidden = true;
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch('/sign-in/passkey/begin', { method: 'POST', headers });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${said.title} ${said.detail}`);
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(said);
    form.elements.reply.value = JSON.stringify(await navigator.credentials.get({ publicKey }));
    form.submit();
  } catch (error) {
    problem.textContent = error instanceof DOMException ? form.dataset.failed : error.message;
    problem.hidden = false;
  } finally {
    button.disabled = false;
  }
});
form.hidden = typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON !== 'function';
