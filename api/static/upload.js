// Dropped and chosen files: sent one after another, followed while they are read, each with where to go from there.
import { showAttention } from "./attention.js";
import { fetchPart } from "./fragment.js";

const zone = document.getElementById("drop");
const list = document.getElementById("uploads");
let sending = Promise.resolve();
let following = Promise.resolve();
let open = 0;

/** One row of the list of uploads. */
class Row {
  constructor(name) {
    this.state = Object.assign(document.createElement("span"), { className: "state" });
    this.bar = Object.assign(document.createElement("progress"), { max: 1 });
    this.bar.setAttribute("aria-label", name);
    this.stop = Object.assign(document.createElement("button"), { type: "button", textContent: zone.dataset.stop });
    this.stop.setAttribute("aria-label", `${zone.dataset.stop}: ${name}`);
    this.item = document.createElement("li");
    const line = Object.assign(document.createElement("p"), { className: "line" });
    line.append(Object.assign(document.createElement("strong"), { textContent: name }), this.bar, this.state, this.stop);
    this.item.append(line);
    list.prepend(this.item);
  }

  tell(words, share) {
    this.state.textContent = words;
    if (share === undefined) this.bar.removeAttribute("value");
    else this.bar.value = share;
  }

  end(words, part) {
    this.bar.remove();
    this.stop.remove();
    this.state.textContent = words;
    if (part) this.item.append(part);
  }
}

/** Send the bytes of a file as they are; resolves to the answer. */
function send(file, row) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/documents?name=${encodeURIComponent(file.name)}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => row.tell(zone.dataset.sending, event.loaded / event.total);
    const wait = () => Number(request.getResponseHeader("retry-after")) || 5;
    let stopped = false;
    request.onloadend = () => resolve({ status: request.status, body: request.response, wait: wait(), stopped });
    row.stop.onclick = () => { stopped = true; request.abort(); };
    request.send(file);
  });
}

/** Show how far the reading is until it ended; resolves to the job as it was last seen. */
function follow(job, row) {
  return new Promise((resolve) => {
    const events = new EventSource(`/api/jobs/${job.id}/events`);
    let last = job;
    const hear = (event) => {
      last = JSON.parse(event.data);
      row.tell(describe(last), measure(last));
    };
    const close = () => {
      events.close();
      resolve(last);
    };
    events.addEventListener("progress", hear);
    events.addEventListener("end", (event) => { hear(event); close(); });
    events.onerror = close;
  });
}

function describe(job) {
  if (job.state !== "reading") return zone.dataset[job.state];
  const pages = job.pages ? ` · ${zone.dataset.page} ${job.page}/${job.pages}` : "";
  return `${zone.dataset.reading} ${job.total > 1 ? `${job.read}/${job.total}` : ""}${pages}`;
}

function measure(job) {
  if (job.state !== "reading" || !(job.pages || job.total > 1)) return undefined;
  return (job.read + (job.pages ? job.page / job.pages : 0)) / job.total;
}

/** Send a file, again where the service has too much to do; resolves to its job, or to nothing where it was refused. */
async function submit(file, row) {
  if (file.size > Number(zone.dataset.largest)) {
    row.end(zone.dataset.large);
    return undefined;
  }
  const answer = await send(file, row);
  if (answer.status === 429) {
    row.tell(zone.dataset.waiting);
    await new Promise((resolve) => setTimeout(resolve, 1000 * answer.wait));
    return submit(file, row);
  }
  if (answer.status === 202) return answer.body;
  const words = document.documentElement.lang === "vi" ? answer.body?.title : answer.body?.detail;
  row.end(answer.status ? words ?? zone.dataset.failed : answer.stopped ? zone.dataset.cancelled : zone.dataset.lost);
  return undefined;
}

/** Follow a job to its end and show what it found. */
async function awaitEnd(job, row) {
  row.tell(zone.dataset.waiting);
  row.stop.onclick = () => fetch(`/api/jobs/${job.id}`, { method: "DELETE" });
  const last = await follow(job, row);
  row.end(describe(last), await fetchPart(`/jobs/${job.id}`));
}

/** Show what all of them changed: where attention is needed, and the documents that came last. */
async function showNews() {
  const part = await fetchPart("/", "recent");
  if (part) document.getElementById("recent").replaceWith(part);
  await showAttention();
}

/** Take files one after another; what was dropped first is read first, while the next ones are sent. */
function take(files) {
  for (const file of files) {
    const row = new Row(file.name);
    row.tell(zone.dataset.waiting);
    open += 1;
    sending = sending.then(async () => {
      const job = await submit(file, row);
      following = following.then(() => job && awaitEnd(job, row)).then(() => {
        open -= 1;
        return open || showNews();
      });
    });
  }
}

document.getElementById("files")?.addEventListener("change", (event) => {
  take([...event.target.files]);
  event.target.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!zone || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!zone || (kind === "dragleave" && event.relatedTarget)) return;
    zone.classList.remove("over");
  });
}
document.addEventListener("drop", (event) => {
  if (!zone || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  take([...event.dataTransfer.files]);
});
