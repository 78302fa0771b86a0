// What pages cannot do without a script. Everything else is HTML, and htmx where a part is exchanged.
(() => {
  let events = null;
  let isStale = false;

  function changed() {
    if (document.visibilityState !== 'visible') {
      isStale = true;
      return;
    }
    isStale = false;
    document.body.dispatchEvent(new CustomEvent('textback:changed'));
  }

  // Browsers allow six connections to a host: only the page that somebody looks at holds one.
  function listen() {
    if (events !== null || document.body.dataset.live === undefined) return;
    events = new EventSource('/events');
    events.addEventListener('changed', changed);
    events.addEventListener('open', () => {
      document.body.classList.remove('offline');
      document.body.classList.add('listening');
      changed();
    });
    events.addEventListener('error', () => {
      document.body.classList.add('offline');
      if (events !== null && events.readyState === EventSource.CLOSED) {
        events = null;
        setTimeout(listen, 5_000);
      }
    });
  }

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      listen();
      if (isStale) changed();
    } else if (events !== null) {
      events.close();
      events = null;
      isStale = true;
    }
  });

  // A conversation is read from its end.
  function toEnd() {
    const thread = document.querySelector('[data-to-end]');
    if (thread !== null) thread.scrollTop = thread.scrollHeight;
  }

  // What there is room for on a desk is open there.
  function openWide() {
    if (!window.matchMedia('(min-width: 800px)').matches) return;
    for (const each of document.querySelectorAll('details[data-open-wide]')) each.open = true;
  }

  // What is exchanged between press and release takes no click: it waits for the finger.
  let isPressed = false;
  let isLate = false;
  document.addEventListener('pointerdown', ({ button }) => {
    isPressed = button === 0;
  });
  for (const end of ['pointerup', 'pointercancel'])
    document.addEventListener(end, () => {
      isPressed = false;
      // The click comes first.
      if (isLate) setTimeout(changed);
      isLate = false;
    });

  let wasAtEnd = true;
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (isPressed && detail.shouldSwap && detail.target.matches('[hx-trigger^="textback:changed"]')) {
      detail.shouldSwap = false;
      isLate = true;
      return;
    }
    const thread = document.querySelector('[data-to-end]');
    wasAtEnd = thread === null || thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    listen();
    enrich();
    if (event.detail.boosted || wasAtEnd) toEnd();
    if (event.detail.boosted) openWide();
  });

  // What one page alone needs: a module, loaded with it, that is given its element.
  async function enrich() {
    for (const element of document.querySelectorAll('[data-module]')) {
      const module = await import(element.dataset.module);
      module.enrich(element);
    }
  }

  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-autosubmit]');
    // A search is sent by Enter, which is a change as well: not twice.
    if (form !== null && event.target.type !== 'search') form.requestSubmit();
  });

  // What a slider stands at.
  document.addEventListener('input', (event) => {
    const { output } = event.target.dataset;
    if (output !== undefined) document.querySelector(output).value = event.target.value;
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-insert]');
    if (button === null) return;
    const box = document.querySelector(button.dataset.into);
    if (box === null) return;
    const gap = /\S$/.test(box.value.slice(0, box.selectionStart)) ? ' ' : '';
    box.setRangeText(gap + button.dataset.insert, box.selectionStart, box.selectionEnd, 'end');
    box.focus();
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });

  // Says so when textback cannot be reached, and shows alerts.
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => {});

  document.addEventListener('DOMContentLoaded', () => {
    listen();
    enrich();
    toEnd();
    openWide();
  });
})();
