// The pipeline: cards are dragged into another stage, or moved by a menu, with a finger or with keys.
(() => {
  let dragged = null;
  let wasAt = null;

  const menu = () => document.getElementById('move');
  const columnOf = (event) =>
    event.target instanceof Element ? event.target.closest('.column[data-stage]') : null;

  // The menu is one form for all cards; its buttons are the stages.
  function aim(lead) {
    const form = menu().querySelector('form');
    form.elements.namedItem('lead').value = lead;
    return form;
  }

  function mark(column) {
    for (const each of document.querySelectorAll('.column.over')) each.classList.remove('over');
    if (column !== null) column.classList.add('over');
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-move]');
    if (button !== null) {
      aim(button.dataset.move);
      menu().showModal();
    }
    if (event.target.closest('[data-close]') !== null || event.target === menu()) menu().close();
  });

  document.addEventListener('dragstart', (event) => {
    const card = event.target instanceof Element ? event.target.closest('[data-lead]') : null;
    if (card === null) return;
    dragged = card;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.dataset.lead);
    card.classList.add('dragged');
  });

  document.addEventListener('dragover', (event) => {
    const column = columnOf(event);
    if (dragged === null || column === null) return;
    event.preventDefault();
    mark(column);
  });

  document.addEventListener('drop', (event) => {
    const column = columnOf(event);
    if (dragged === null || column === null) return;
    event.preventDefault();
    if (column === dragged.closest('.column')) return;
    const { stage } = column.dataset;
    const button = [...aim(dragged.dataset.lead).elements].find(
      (each) => each.name === 'value' && each.value === stage,
    );
    if (button !== undefined) button.click();
  });

  document.addEventListener('dragend', () => {
    if (dragged === null) return;
    dragged.classList.remove('dragged');
    dragged = null;
    mark(null);
    document.body.dispatchEvent(new CustomEvent('textback:changed'));
  });

  // What is new waits until the card is let go; and the board stays where it was scrolled to.
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (dragged !== null && event.target.id === 'board') event.preventDefault();
  });
  document.addEventListener('htmx:beforeSwap', () => {
    const board = document.getElementById('board');
    wasAt =
      board === null
        ? null
        : { left: board.scrollLeft, tops: [...board.children].map((each) => each.scrollTop) };
  });
  document.addEventListener('htmx:afterSettle', () => {
    const board = document.getElementById('board');
    if (board === null || wasAt === null) return;
    board.scrollLeft = wasAt.left;
    [...board.children].forEach((each, index) => {
      each.scrollTop = wasAt.tops[index] ?? 0;
    });
  });
})();
