// The desk's own script: keys, live updates, times. Everything that it does can be done without it, page by page; htmx sends the forms.
(() => {
  'use strict';

  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const page = () => $('#queue');
  const cards = () => all('#cards > article');
  const hasKeys = document.documentElement.dataset.keys !== 'off';

  // ---- What came of an act, for eyes and screen readers ----

  let sayingEnds = 0;
  const say = text => {
    const result = $('#result');
    if (!result) return;
    result.textContent = text;
    hideResultSoon();
  };
  const hideResultSoon = () => {
    clearTimeout(sayingEnds);
    sayingEnds = setTimeout(() => { $('#result').textContent = ''; }, 8000);
  };

  // ---- The card that keys act on ----

  let currentId = '';
  const current = () => document.activeElement?.closest('#cards > article') ?? (currentId && document.getElementById(currentId)) ?? null;
  const focusCard = card => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  };
  const move = step => {
    const list = cards();
    const at = list.indexOf(current());
    focusCard(at < 0 ? list[0] : list[Math.min(Math.max(at + step, 0), list.length - 1)]);
  };
  document.addEventListener('focusin', event => {
    const card = event.target.closest('#cards > article');
    if (card) currentId = card.id;
  });

  // ---- Keys ----

  const press = key => {
    const control = $(`[data-key="${key}"]`, current() ?? document.createElement('i'));
    if (!control) return false;
    control.click();
    return true;
  };
  const openPart = (card, part) => {
    const details = card && $(`details[data-part="${part}"]`, card);
    if (details) details.open = true;
    return details;
  };
  const togglePart = part => {
    const details = current() && $(`details[data-part="${part}"]`, current());
    if (details) details.open = !details.open;
  };
  const askToBan = () => {
    const card = current();
    const ban = card && $('details[data-part="ban"]', card);
    if (!ban) return;
    const sure = $('[data-confirm]', ban);
    if (ban.open && document.activeElement === sure) { sure.click(); return; }
    openPart(card, 'with');
    ban.open = true;
    sure.focus();
    say('Press b once more to ban.');
  };
  const writeNote = () => {
    const note = openPart(current(), 'note');
    if (note) $('input[name="note"]', note).focus();
  };
  const keys = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    a: () => press('a'), d: () => press('d'), w: () => press('w'), t: () => press('t'), c: () => press('c'), u: () => press('u'),
    b: askToBan, m: writeNote, v: () => togglePart('cover'), o: () => togglePart('more'), x: () => togglePart('context'),
    n: () => { const load = $('#load-new'); if (load && !load.hidden) load.click(); },
    '?': () => $('#keys')?.showModal(),
  };
  const isTyping = element => element.matches('input:not([type="checkbox"], [type="radio"]), select, textarea') || element.isContentEditable;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || $('dialog[open]')) return;
    if (isTyping(event.target)) {
      if (event.key === 'Escape') focusCard(event.target.closest('#cards > article'));
      return;
    }
    if (event.key === 'Escape') {
      all('details[data-part="ban"][open], details[data-part="with"][open], details[data-part="note"][open]', current() ?? document.createElement('i')).forEach(part => { part.open = false; });
      focusCard(current());
      return;
    }
    const act = hasKeys && keys[event.key];
    // A key that is held down must not decide one card after another.
    if (!act || (event.repeat && !event.key.startsWith('Arrow') && event.key !== 'j' && event.key !== 'k')) return;
    if (!cards().length && event.key !== 'n' && event.key !== '?') return;
    event.preventDefault();
    act();
  });
  document.addEventListener('click', event => {
    if (event.target.closest('#help-open')) $('#keys')?.showModal();
  });

  // ---- Putting a card in the place of the one that is there ----

  /** What somebody has opened and written on a card stays as they left it. */
  const carryOver = (from, to) => {
    for (const part of all('details[data-part][open]', from)) {
      const same = $(`details[data-part="${part.dataset.part}"]`, to);
      if (same) same.open = true;
    }
    for (const field of all('input:not([type="hidden"]), select', from)) {
      const same = $(`[name="${field.name}"]:not([type="hidden"])`, to);
      if (same) same.value = field.value;
    }
  };
  const focusLike = (card, element) => {
    if (!element) return;
    const name = element.getAttribute('name');
    const same = name && $(`[name="${name}"]${element.value && element.localName === 'button' ? `[value="${element.value}"]` : ''}`, card);
    (same ?? card).focus({ preventScroll: true });
  };
  const replaceCard = fresh => {
    const old = document.getElementById(fresh.id);
    if (!old || Number(old.dataset.version) >= Number(fresh.dataset.version)) return;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    carryOver(old, fresh);
    old.replaceWith(fresh);
    window.htmx.process(fresh);
    if (focused) focused === old ? fresh.focus({ preventScroll: true }) : focusLike(fresh, focused);
    arrivals.delete(keyOf(fresh));
  };

  /** What somebody has opened on a card to read stays open when an act's answer takes the card's place. */
  const readParts = ['more', 'context', 'lines'];
  let reopen = null;
  /** Where the focus goes when what had it is gone: to the setting that it belonged to, or the first control of its section. */
  let fallback = '';
  const fallbackOf = element => {
    const setting = element.closest('[data-setting]');
    if (setting) return `[data-setting="${setting.dataset.setting}"] :is(select, input:not([type="hidden"]))`;
    const section = element.closest('section[aria-labelledby]');
    return section ? `section[aria-labelledby="${section.getAttribute('aria-labelledby')}"] :is(input:not([type="hidden"]), select, button, summary, a)` : '';
  };

  let refocus = false;
  document.addEventListener('htmx:beforeSwap', event => {
    const { xhr } = event.detail;
    if (xhr.status === 401) { event.detail.shouldSwap = false; sessionOver(); return; }
    const isPart = /<article|id="queue"|id="settings"|id="dock|id="trial"|class="details"/.test(xhr.responseText);
    if (!isPart) {
      event.detail.shouldSwap = false;
      say(xhr.responseText.startsWith('<') ? 'That did not work. Load the page again.' : xhr.responseText);
      return;
    }
    const { target } = event.detail;
    refocus = target.contains(document.activeElement) || document.activeElement === document.body;
    fallback = refocus ? fallbackOf(document.activeElement) : '';
    reopen = target.matches('#cards > article') ? { id: target.id, parts: readParts.filter(part => $(`details[data-part="${part}"][open]`, target)) } : null;
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (page()) showArrivals();
    for (const part of reopen?.parts ?? []) openPart(document.getElementById(reopen.id), part);
    reopen = null;
    if (!refocus) return;
    refocus = false;
    if (fallback && document.activeElement === document.body) $(fallback)?.focus();
    focusCard((currentId && document.getElementById(currentId)) || (event.detail.target?.id === 'queue' ? cards()[0] : null));
  });
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.requestConfig?.elt?.id !== 'load-new' || !event.detail.successful) return;
    arrivals.clear();
    rest = 0;
    showArrivals();
  });
  document.addEventListener('htmx:oobAfterSwap', event => { if (event.detail.target?.id === 'result') hideResultSoon(); });
  // A dock that asks again by itself says nothing: it is too small for it. It shows that its figures are old.
  const isPoll = event => event.detail.elt?.id === 'dock-state';
  const markDock = isOld => $('#dock')?.classList.toggle('stale', isOld);
  document.addEventListener('htmx:sendError', event => {
    if (isPoll(event)) markDock(true);
    else say('The desk does not answer. Try again in a moment.');
  });
  document.addEventListener('htmx:beforeSwap', event => { if (event.detail.xhr.status === 200) markDock(false); });
  let sendingSince = 0;
  document.addEventListener('htmx:beforeRequest', event => {
    clearTimeout(sendingSince);
    if (event.detail.elt.closest('article')) sendingSince = setTimeout(() => say('Sending…'), 500);
  });
  document.addEventListener('htmx:afterRequest', event => {
    clearTimeout(sendingSince);
    if (event.detail.elt.closest('article') && $('#result').textContent === 'Sending…') say('');
  });
  document.addEventListener('htmx:responseError', event => { if (isPoll(event)) markDock(true); else if (event.detail.xhr.status !== 401) say('That did not work; the bot’s log says why.'); });

  // ---- Live ----

  const arrivals = new Set();
  const keyOf = card => `${card.dataset.channel}.${card.dataset.code}`;
  const known = () => new Map(cards().map(card => [keyOf(card), card]));
  /** How many wait that the page does not show though it has room for them: it began with the first of a longer queue. */
  let rest = 0;
  let counting = 0;
  const countRest = () => {
    const open = cards().filter(card => card.dataset.state === 'open').length;
    const now = open < Number(page().dataset.most) ? Math.max(0, Number($('#open-count').textContent) - open) : 0;
    if (now === rest) return;
    rest = now;
    showArrivals();
  };
  const showArrivals = () => {
    const load = $('#load-new');
    if (!load) return;
    for (const card of cards()) arrivals.delete(keyOf(card));
    // An act changes the cards and the count of what is open, one a moment before the other.
    clearTimeout(counting);
    counting = setTimeout(countRest, 700);
    load.hidden = arrivals.size === 0 && rest === 0;
    load.textContent = arrivals.size ? `${arrivals.size} new` : `${rest} more`;
    document.title = document.title.replace(/^\(\d+\) /, '');
    if (arrivals.size) document.title = `(${arrivals.size}) ${document.title}`;
    // Where there is no card yet, none can move.
    if (!load.hidden && cards().length === 0) load.click();
  };
  const showCount = open => { const count = $('#open-count'); if (count && count.textContent !== `${open}`) count.textContent = open; };

  let isFetching = false;
  let isStale = false;
  /** Asks for those of the shown cards that have changed; one request at a time, however much happens. */
  const catchUp = async () => {
    if (isFetching) { isStale = true; return; }
    isFetching = true;
    try {
      do {
        isStale = false;
        const have = cards().map(card => `${keyOf(card)}.${card.dataset.version}`).join(',');
        if (!have) break;
        const reply = await fetch(`/desk/cards?have=${encodeURIComponent(have)}&all=${page().dataset.shows === 'all'}`, { headers: { 'HX-Request': 'true' } });
        if (reply.status === 401) { sessionOver(); return; }
        if (!reply.ok) break;
        const fresh = document.createElement('template');
        fresh.innerHTML = await reply.text();
        all('article', fresh.content).forEach(replaceCard);
        showArrivals();
      } while (isStale);
    } catch {
      // The line is down; the stream notices and catches up when it is back.
    } finally {
      isFetching = false;
    }
  };

  let stream = null;
  let isOver = false;
  const banner = (text, link) => {
    const line = $('#connection');
    line.hidden = !text;
    line.textContent = text;
    if (link) {
      const way = document.createElement('a');
      way.href = link;
      way.textContent = 'Log in again';
      line.append(' ', way);
    }
  };
  const sessionOver = () => {
    isOver = true;
    stream?.close();
    banner('Your login has ended, or your role has.', `/desk/login?to=${encodeURIComponent(location.pathname)}`);
  };
  const onChanged = event => {
    const news = JSON.parse(event.data);
    showCount(news.open);
    const shown = known();
    let isBehind = !news.isComplete;
    for (const one of news.changed) {
      const key = `${one.channel}.${one.code}`;
      const card = shown.get(key);
      if (card) isBehind ||= Number(card.dataset.version) < one.version;
      else if (one.isOpen) arrivals.add(key);
      else arrivals.delete(key);
    }
    showArrivals();
    if (isBehind) catchUp();
  };
  let retry = 0;
  const follow = () => {
    if (isOver || !page()) return;
    stream = new EventSource(page().dataset.feed);
    stream.addEventListener('changed', onChanged);
    stream.addEventListener('over', sessionOver);
    stream.addEventListener('open', () => { retry = 0; banner(''); });
    stream.addEventListener('error', async () => {
      if (isOver) return;
      banner('The connection is lost; reconnecting…');
      if (stream.readyState !== EventSource.CLOSED) return;
      // The browser tries no more by itself: the login has ended, or too much was asked for.
      const reply = await fetch('/desk/cards', { headers: { 'HX-Request': 'true' } }).catch(() => null);
      if (reply?.status === 401) sessionOver();
      else setTimeout(follow, Math.min(1000 * 2 ** retry++, 30000));
    });
  };

  // ---- Times ----

  const clock = at => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const weekday = at => at.toLocaleDateString('en-US', { weekday: 'short' });
  const day = at => `${at.getDate()} ${at.toLocaleDateString('en-US', { month: 'short' })}`;
  const forms = {
    clock,
    day,
    'day-clock': at => `${day(at)}, ${clock(at)}`,
    full: at => `${day(at)} ${at.getFullYear()}, ${clock(at)}`,
  };
  /** The server writes UTC; here is where the reader is. */
  const showOwnTimes = () => {
    for (const moment of all('[data-moment]')) {
      const text = forms[moment.dataset.moment](new Date(moment.dataset.at ?? moment.getAttribute('datetime')));
      moment.textContent = moment.dataset.says ? `${text}: ${moment.dataset.says}` : text;
    }
    for (const stream of all('option[data-from]')) {
      const [from, to] = [new Date(stream.dataset.from), stream.dataset.to && new Date(stream.dataset.to)];
      stream.textContent = `the stream of ${weekday(from)} ${day(from)}, ${clock(from)} to ${to ? clock(to) : 'now'}`;
    }
    const zone = $('[data-zone]');
    if (zone) zone.textContent = `Times are your own: ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`;
  };
  document.addEventListener('htmx:afterSwap', showOwnTimes);
  showOwnTimes();

  const age = seconds => seconds < 90 ? `${Math.max(0, Math.round(seconds))} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
  const tick = () => {
    const now = Date.now();
    for (const time of all('time[data-since], time[data-until]')) {
      const seconds = (now - Date.parse(time.dateTime)) / 1000;
      const text = 'since' in time.dataset ? `${age(seconds)} ago` : seconds < 0 ? `lapses in ${age(-seconds)}` : 'lapses now';
      if (time.textContent !== text) time.textContent = text;
    }
  };

  if (page()) {
    follow();
    setInterval(tick, 5000);
    // A page that comes back from the browser's memory is as old as it looks.
    window.addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  }
})();
