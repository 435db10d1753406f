"use strict";

const byId = id => document.getElementById(id);
const channelBox = byId("channel"), userBox = byId("user"), list = byId("messages"), heldList = byId("held-messages");
const rows = new Map();
const maxRows = 500;
let people = { channels: [] };
let source = null;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function currentUser() {
  const channel = people.channels.find(one => one.login === channelBox.value);
  return channel?.users.find(one => one.login === userBox.value);
}

function fillUsers(wanted) {
  const channel = people.channels.find(one => one.login === channelBox.value);
  const groups = new Map();
  for (const user of channel.users) {
    if (!groups.has(user.role)) {
      const group = make("optgroup");
      group.label = user.role;
      groups.set(user.role, group);
    }
    const option = make("option", "", user.name);
    option.value = user.login;
    groups.get(user.role).append(option);
  }
  userBox.replaceChildren(...groups.values());
  if (channel.users.some(one => one.login === wanted)) userBox.value = wanted;
}

async function send(path, body) {
  const notice = byId("notice");
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ channel: channelBox.value, user: userBox.value, ...body }),
    });
    const answer = await response.json();
    notice.textContent = answer.notice ?? "";
  } catch {
    notice.textContent = "The sandbox did not answer.";
  }
}

function actButton(label, className, action, message) {
  const button = make("button", className, label);
  button.type = "button";
  button.addEventListener("click", () => send("/chat/act", { action, message_id: message.id }));
  return button;
}

function author(message) {
  const parts = [];
  if (message.role !== "viewer") parts.push(make("span", "badge " + message.role.split(" ")[0].toLowerCase(), message.role));
  const name = make("span", "name", message.name);
  if (message.color) name.style.setProperty("--name", message.color);
  parts.push(name);
  return parts;
}

function textOf(message) {
  const text = make("span", "text");
  for (const fragment of message.fragments)
    text.append(fragment.type === "text" ? fragment.text : make("span", fragment.type, fragment.text));
  return text;
}

function fateOf(message) {
  if (message.status === "deleted") return `message deleted by ${message.changed_by}`;
  if (message.status === "denied") return `held by AutoMod, denied by ${message.changed_by}`;
  if (message.status === "expired") return "held by AutoMod, expired";
  if (message.held_for) return `allowed by ${message.changed_by}`;
  return "";
}

function fillRow(row, message) {
  row.className = message.status + (message.is_action ? " action" : "");
  const time = make("time", "", new Date(message.at).toLocaleTimeString());
  time.dateTime = message.at;
  const line = make("p");
  line.append(...author(message), message.is_action ? " " : ": ");
  if (message.reply_to) line.append(make("span", "mention", `↩ ${message.reply_to} `));
  line.append(textOf(message));
  const moderates = currentUser()?.can_moderate;
  const fate = moderates ? fateOf(message) : "";
  if (fate) line.append(make("span", "fate", fate));
  row.replaceChildren(time, line);
  if (moderates && message.status === "visible" && message.login !== userBox.value) {
    const acts = make("span", "acts");
    acts.append(
      actButton("Delete", "quiet", "delete", message),
      actButton("Timeout 10 min", "quiet", "timeout", message),
      actButton("Ban", "bad", "ban", message));
    row.append(acts);
  }
}

function isAtEnd() {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 60;
}

function append(row) {
  const follow = isAtEnd();
  list.append(row);
  while (list.children.length > maxRows) {
    rows.delete(list.firstElementChild.dataset.id);
    list.firstElementChild.remove();
  }
  if (follow) list.scrollTop = list.scrollHeight;
  byId("latest").hidden = follow;
}

function showHeld(message) {
  const old = [...heldList.children].find(row => row.dataset.id === message.id);
  if (message.status !== "held") old?.remove();
  else if (!old) {
    const row = make("li");
    row.dataset.id = message.id;
    const line = make("p");
    line.append(...author(message), ": ", textOf(message));
    const buttons = make("div");
    buttons.append(actButton("Allow", "", "allow", message), actButton("Deny", "bad", "deny", message));
    row.append(line, make("p", "why", message.held_for), buttons);
    heldList.append(row);
  }
  byId("held-count").textContent = heldList.children.length;
  byId("held-empty").hidden = heldList.children.length > 0;
}

function showMessage(message) {
  if (message.held_for) showHeld(message);
  if (message.status === "held") return;
  let row = rows.get(message.id);
  if (row) return fillRow(row, message);
  row = make("li");
  row.dataset.id = message.id;
  rows.set(message.id, row);
  fillRow(row, message);
  append(row);
}

function showNotice(text) {
  if (!text) return;
  const row = make("li");
  row.append(make("p", "notice", text));
  append(row);
}

function hide(ids) {
  for (const id of ids) {
    const row = rows.get(id);
    if (!row) continue;
    if (currentUser()?.can_moderate) {
      row.className = "deleted";
      row.querySelector(".acts")?.remove();
    } else {
      rows.delete(id);
      row.remove();
    }
  }
}

function handle(change) {
  if (change.type === "reset") {
    rows.clear();
    list.replaceChildren();
    heldList.replaceChildren();
    byId("held-count").textContent = "0";
    byId("held-empty").hidden = false;
    showNotice(change.text);
  } else if (change.type === "message") {
    showMessage(change.message);
  } else if (change.type === "gone") {
    hide(change.ids);
    showNotice(change.text);
  } else {
    showNotice(change.text);
  }
}

function connect() {
  source?.close();
  const state = byId("connection");
  byId("held").hidden = !currentUser()?.can_moderate;
  history.replaceState(null, "", `?channel=${encodeURIComponent(channelBox.value)}&user=${encodeURIComponent(userBox.value)}`);
  source = new EventSource(`/chat/events?channel=${encodeURIComponent(channelBox.value)}&user=${encodeURIComponent(userBox.value)}`);
  source.onopen = () => { state.textContent = "live"; state.className = "live"; };
  source.onerror = () => { state.textContent = "reconnecting"; state.className = ""; };
  source.onmessage = received => handle(JSON.parse(received.data));
}

async function start() {
  const wanted = new URLSearchParams(location.search);
  people = await (await fetch("/chat/people")).json();
  for (const channel of people.channels) {
    const option = make("option", "", channel.name);
    option.value = channel.login;
    channelBox.append(option);
  }
  if (people.channels.some(one => one.login === wanted.get("channel"))) channelBox.value = wanted.get("channel");
  fillUsers(wanted.get("user") ?? "mossyotter");
  channelBox.addEventListener("change", () => { fillUsers(userBox.value); connect(); });
  userBox.addEventListener("change", connect);
  byId("latest").addEventListener("click", () => { list.scrollTop = list.scrollHeight; byId("latest").hidden = true; });
  list.addEventListener("scroll", () => { if (isAtEnd()) byId("latest").hidden = true; });
  byId("compose").addEventListener("submit", event => {
    event.preventDefault();
    const text = byId("text").value.trim();
    if (!text) return;
    byId("text").value = "";
    send("/chat/messages", { text });
  });
  connect();
}

start();
