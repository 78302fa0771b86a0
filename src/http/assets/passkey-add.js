// The button that has this browser make a passkey. What it then says goes out as a form.
export function enrich(form) {
  if (form.dataset.ready !== undefined) return;
  form.dataset.ready = '';
  const isAble = typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function';
  const state = isAble ? 'able' : 'unsupported';
  for (const each of form.querySelectorAll('[data-when]')) each.hidden = each.dataset.when !== state;
  form.querySelector('button').addEventListener('click', () => add(form));
}

async function add(form) {
  const button = form.querySelector('button');
  const problem = form.querySelector('[role=alert]');
  button.disabled = true;
  problem.hidden = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const headers = { Accept: 'application/json' };
    const answer = await fetch('/account/passkeys/begin', { method: 'POST', body, headers });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${said.title} ${said.detail}`);
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(said);
    const made = await navigator.credentials.create({ publicKey });
    form.elements.reply.value = JSON.stringify(made);
    // It has been looked at, and need not go out again.
    form.elements.password.value = '';
    form.requestSubmit();
  } catch (error) {
    // Whoever changed their mind is told in the page's own language; so is who has one there already.
    problem.textContent = error instanceof DOMException ? form.dataset.failed : error.message;
    problem.hidden = false;
  } finally {
    button.disabled = false;
  }
}
