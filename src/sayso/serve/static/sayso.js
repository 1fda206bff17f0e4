// On every page: light or dark as chosen before the page is drawn, and "/" for the search.
'use strict';
(() => {
  const root = document.documentElement;
  try {
    const chosen = localStorage.getItem('theme');
    if (chosen) root.dataset.theme = chosen;
  } catch { /* storage is barred: the system's choice holds */ }

  window.sayso = {
    typing: (event) => event.target.closest('input, textarea, select') !== null || event.ctrlKey || event.metaKey || event.altKey,
    data: (element) => JSON.parse(element.textContent),
    colour: (name) => {
      // A pair like light-dark(…) is resolved by setting it on an element and reading it back.
      const probe = document.createElement('span');
      probe.style.color = `var(--${name})`;
      document.body.append(probe);
      const found = getComputedStyle(probe).color;
      probe.remove();
      return found;
    },
    onTheme: [],
    busy: () => {
      const turning = document.createElement('span');
      turning.className = 'busy';
      turning.setAttribute('aria-hidden', 'true');
      return turning;
    },
    // How far the coder is: asleep, loading, ready, failed; null where nobody answers.
    coder: async () => {
      try {
        return (await (await fetch('/api/v1/coder')).json()).state;
      } catch {
        return null;
      }
    },
  };

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelector('.top [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'instant' });
    document.getElementById('theme')?.addEventListener('click', () => {
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
      try { localStorage.setItem('theme', root.dataset.theme); } catch { /* as above */ }
      for (const redraw of window.sayso.onTheme) redraw();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      for (const redraw of window.sayso.onTheme) redraw();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === '?' && !window.sayso.typing(event)) location.href = '/signs';
      if (event.key === '/' && !window.sayso.typing(event)) {
        event.preventDefault();
        document.querySelector('form.find input').focus();
      }
    });
    // "Why was this coded?" brings its answer in where it stands; what failed can be asked again.
    for (const button of document.querySelectorAll('button.why')) {
      button.addEventListener('click', async () => {
        if (button.getAttribute('aria-busy') === 'true') return;
        button.setAttribute('aria-busy', 'true');
        button.parentElement.querySelector('.fault')?.remove();
        const told = document.createElement('span');
        told.setAttribute('role', 'status');
        told.textContent = 'Asking the coder …';
        button.replaceChildren(window.sayso.busy(), told);
        window.sayso.coder().then((state) => {
          if (state === 'asleep' || state === 'loading') told.textContent = 'Loading the models, once …';
        });
        const place = document.createElement('div');
        place.tabIndex = -1;
        let answered = false;
        try {
          const answer = await fetch(button.dataset.why, { headers: { accept: 'text/html' } });
          // The fragment is our own, escaped by the server; parsing it this way runs nothing.
          place.append(...new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes);
          answered = answer.ok;
        } catch {
          place.textContent = 'The workbench did not answer; is it still running?';
          place.className = 'fault';
        }
        if (answered) {
          button.replaceWith(place);
          place.focus({ preventScroll: true });
          return;
        }
        button.removeAttribute('aria-busy');
        button.replaceChildren('Ask again');
        button.before(place);
      });
    }
  });
})();
