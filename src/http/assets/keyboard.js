// What keys do on a desk; the same are told by pages/key-list.tsx.
(() => {
  /** The reply is wanted of a conversation that is still being opened. */
  let isToReply = false;

  function reply() {
    const box = document.getElementById('reply');
    if (box === null) return;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  function step(by) {
    const rows = [...document.querySelectorAll('[data-row]')];
    const at = rows.indexOf(document.activeElement.closest('[data-row]'));
    const row = rows[at === -1 ? 0 : at + by];
    if (row !== undefined) row.focus();
  }

  /** Of the conversation that is chosen in the list, else of the one that is open. */
  function replyToChosen() {
    const chosen = document.activeElement.closest('[data-conversation]:not([aria-current])');
    if (chosen === null) return reply();
    isToReply = true;
    chosen.click();
  }

  function search() {
    const box = document.querySelector('input[type=search]');
    if (box !== null) box.focus();
  }

  function open(dialog) {
    const from = document.activeElement;
    dialog.showModal();
    // Browsers give the focus back, but a live part may have been told anew meanwhile.
    dialog.addEventListener(
      'close',
      () => {
        const again = from.isConnected ? null : document.getElementById(from.id);
        if (again !== null) again.focus();
      },
      { once: true },
    );
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    r: replyToChosen,
    '/': search,
    '?': () => open(document.getElementById('keys')),
  };

  const isTyping = ({ target }) => target.closest('input, textarea, select, [contenteditable]') !== null;

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest('form');
      if (form !== null) form.requestSubmit();
      return;
    }
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!Object.hasOwn(KEYS, event.key) || document.querySelector('dialog[open]') !== null) return;
    // Else the key would be typed where the focus goes.
    event.preventDefault();
    KEYS[event.key]();
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-opens]');
    if (button !== null) open(document.getElementById(button.dataset.opens));
    // Its button, or beside it: what is around a dialog counts as the dialog itself.
    const list = event.target.closest('#keys');
    if (list !== null && (event.target === list || event.target.closest('button') !== null)) list.close();
  });

  document.addEventListener('htmx:afterSettle', (event) => {
    if (!event.detail.boosted || !isToReply) return;
    isToReply = false;
    reply();
  });
})();
